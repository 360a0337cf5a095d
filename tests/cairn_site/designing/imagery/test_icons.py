from __future__ import annotations

from xml.etree import ElementTree as ET

from cairn_site.designing.imagery.icons import ICON_GROUPS, ICONS


def test_every_icon_is_offered_once() -> None:
    offered = [name for _title, names in ICON_GROUPS for name in names]

    assert sorted(offered) == sorted(ICONS)


def test_every_icon_is_plain_shapes() -> None:
    for body in ICONS.values():
        for element in ET.fromstring(f"<g>{body}</g>").iter():
            assert element.tag in {"g", "path", "circle", "rect", "line", "polyline", "polygon", "ellipse"}
            assert not [name for name in element.attrib if name.startswith("on") or "href" in name]
