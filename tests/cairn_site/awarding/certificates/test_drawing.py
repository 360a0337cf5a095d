"""The sheet: well-formed, nothing of anybody's in it but as text, mirrored where one reads from the right."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from cairn_site.awarding.certificates.design import CertificateDesign, Layout, Part, default_text
from cairn_site.awarding.certificates.drawing import HEIGHT, WIDTH, CertificateFacts, draw

FACTS = CertificateFacts(
    holder="Ada Byron",
    achievement="Data steward",
    description="Plans data.",
    skills=("Plan",),
    facts=("Awarded on 1 May",),
    issuer="Northside",
    url="https://site.example/credentials/0b9f2f58-0000-8000-8000-000000000000",
    image_url="https://site.example/images/1.png",
    logo_url="",
    language="en",
)
DESIGN = CertificateDesign(accent="#1c5d5a", signatory_name="Grace", signatory_title="Dean")
SVG = "{http://www.w3.org/2000/svg}"


def sheet(facts: CertificateFacts = FACTS, design: CertificateDesign = DESIGN) -> ET.Element:
    return ET.fromstring(draw(facts, design=design, words=default_text("en")))


def texts(root: ET.Element) -> list[str]:
    return [one.text or "" for one in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("layout", list(Layout))
def test_each_design_says_everything_inside_the_sheet(layout: Layout) -> None:
    root = sheet(design=replace(DESIGN, layout=layout))

    said = " ".join(texts(root))
    for wanted in ("Ada Byron", "Data steward", "Plans data.", "Plan", "Awarded on 1 May", "Grace", "Dean"):
        assert wanted in said
    for one in root.iter(f"{SVG}text"):
        assert 0 < float(one.get("x", "0")) < WIDTH
        assert 0 < float(one.get("y", "0")) < HEIGHT


@pytest.mark.parametrize("layout", list(Layout))
@pytest.mark.parametrize("attack", ['"><script>alert(1)</script>', "]]>&<", 'x" onload="alert(1)'])
def test_markup_in_a_name_stays_text(layout: Layout, attack: str) -> None:
    facts = replace(FACTS, holder=attack, achievement=attack, issuer=attack, logo_url=f"https://x/{attack}")
    root = sheet(facts, replace(DESIGN, layout=layout, signatory_name=attack))

    assert not list(root.iter(f"{SVG}script"))
    assert all(not name.startswith("on") for one in root.iter() for name in one.attrib)


@pytest.mark.parametrize("part", [Part.IMAGE, Part.DESCRIPTION, Part.SKILLS])
def test_what_is_hidden_is_not_there(part: Part) -> None:
    shown = ET.tostring(sheet())
    hidden = ET.tostring(sheet(design=replace(DESIGN, hidden=frozenset({part}))))

    wanted = {Part.IMAGE: b"images/1.png", Part.DESCRIPTION: b"Plans data.", Part.SKILLS: b">Plan<"}[part]
    assert wanted in shown
    assert wanted not in hidden


def test_a_long_text_gives_way_and_the_name_stays() -> None:
    facts = replace(FACTS, holder="Ada " * 40, achievement="Data " * 60, description="word " * 500)

    assert any(line.startswith("Ada") for line in texts(sheet(facts)))


def test_the_sheet_is_mirrored_where_one_reads_from_the_right() -> None:
    plain = replace(DESIGN, layout=Layout.PLAIN)
    left = next(sheet(FACTS, plain).iter(f"{SVG}text"))
    right = next(sheet(replace(FACTS, is_rtl=True), plain).iter(f"{SVG}text"))

    assert float(left.get("x", "0")) + float(right.get("x", "0")) == WIDTH


def test_a_stamp_stands_across() -> None:
    assert "Revoked" in texts(sheet(replace(FACTS, stamp="Revoked")))
