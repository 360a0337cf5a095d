"""The style page, the tokens' contrast, and the assets that were made elsewhere."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import TYPE_CHECKING

import pytest
from django.template import Context, Template
from django_cotton.compiler_regex import CottonCompiler

from cairn_site.platform import style
from cairn_site.platform.style import COLOURS, ICONS, SCENES

if TYPE_CHECKING:
    from django.test import Client

SITE = style._TOKENS.parents[4]
STATIC = style._TOKENS.parents[1]
TOKENS = style._TOKENS.read_text(encoding="utf-8")
TEXT_ON = [
    *((ink, paper) for ink in ("ink", "ink-2", "ink-3") for paper in ("paper", "surface", "surface-2")),
    *(
        (ink, paper)
        for ink in ("accent", "accent-strong", "bad")
        for paper in ("paper", "surface", "surface-2")
    ),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("accent-strong", "accent-soft"),
    ("ink", "accent-soft"),
    ("ochre", "surface"),
    ("ink-2", "surface-3"),
    *((kind, f"{kind}-soft") for kind in ("good", "warn", "bad", "info")),
    *(("ink", f"{kind}-soft") for kind in ("good", "warn", "bad", "info")),
    *(("ink-2", f"{kind}-soft") for kind in ("good", "warn", "bad", "info")),
]
# What is no text but has to be seen: edges of fields, and the focus.
SEEN_ON = [(edge, paper) for edge in ("line-strong", "accent") for paper in ("paper", "surface", "surface-2")]


def draw(source: str, context: dict[str, object]) -> str:
    return Template(CottonCompiler().process(source)).render(Context(context))


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def colours(theme: int) -> dict[str, str]:
    found = re.findall(r"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", TOKENS)
    return {name: values[theme] for name, *values in found}


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_text_has_the_contrast_of_wcag_aa(theme: int) -> None:
    known = colours(theme)
    weak = {
        f"{ink} on {paper}": round(contrast(known[ink], known[paper]), 2)
        for ink, paper in TEXT_ON
        if contrast(known[ink], known[paper]) < 4.5
    }

    assert not weak


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_edges_of_fields_and_the_focus_can_be_seen(theme: int) -> None:
    known = colours(theme)
    weak = {
        f"{edge} on {paper}": round(contrast(known[edge], known[paper]), 2)
        for edge, paper in SEEN_ON
        if contrast(known[edge], known[paper]) < 3
    }

    assert not weak


def test_colours_are_written_only_where_tokens_are() -> None:
    strays = []
    for path in sorted(STATIC.rglob("css/*.css")):
        if path.name in {"tokens.css", "landing.css"}:
            continue
        text = re.sub(
            r"/\*.*?\*/|@media print \{.*?\n\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL
        )
        strays += [f"{path.name}: {found}" for found in re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;\s])", text)]

    assert not strays


def test_layout_speaks_of_start_and_end_not_of_left_and_right() -> None:
    physical = re.compile(
        r"(?:margin|padding|border)-(?:left|right)|(?<![-\w])(?:left|right)\s*:|text-align: (?:left|right)"
    )
    strays = [
        f"{path.name}: {found}"
        for path in sorted(STATIC.rglob("css/*.css"))
        for found in physical.findall(path.read_text(encoding="utf-8"))
    ]

    assert not strays


def test_the_style_page_shows_every_colour_icon_and_scene(client: Client) -> None:
    answer = client.get("/style")
    page = answer.content.decode()

    assert answer.status_code == 200
    assert all(f"<code>--{name}</code>" in page for name in COLOURS)
    assert all(f"<code>{name}</code>" in page for name in ICONS)
    assert all(f"art=&quot;{name}&quot;" in page or f'art="{name}"' in page for name in SCENES)
    assert "style=" not in page


def test_the_style_page_shows_a_form_with_errors_and_their_summary(client: Client) -> None:
    page = client.get("/style?errors").content.decode()

    assert 'role="alert" tabindex="-1" data-takes-focus' in page
    assert '<a href="#id_name">' in page
    assert re.search(
        r'<input[^>]*aria-invalid="true"[^>]*aria-describedby="id_name_helptext id_name_error"', page
    )


@pytest.mark.parametrize(
    ("laid", "total", "shown"), [(0, 7, 0), (1, 7, 1), (29, 30, 6), (30, 30, 7), (0, 0, 7)]
)
def test_a_cairn_is_whole_only_when_everything_is_laid(laid: int, total: int, shown: int) -> None:
    page = draw('<c-stones :laid="laid" :total="total" />', {"laid": laid, "total": total})

    assert 7 - page.count('class="open"') == shown
    assert f'aria-label="{laid} of {total} stones laid"' in page


def test_every_icon_that_is_asked_for_is_there() -> None:
    asked = set()
    for path in sorted(SITE.rglob("*.html")):
        asked |= set(re.findall(r'<c-icon name="([a-z0-9-]+)"', path.read_text(encoding="utf-8")))
    for path in sorted(SITE.rglob("*.py")):
        asked |= set(re.findall(r'\bicon="([a-z0-9-]+)"', path.read_text(encoding="utf-8")))

    assert asked <= set(ICONS), asked - set(ICONS)


def test_no_template_has_style_or_script_inside_it() -> None:
    strays = [
        path.relative_to(SITE).as_posix()
        for path in sorted(SITE.rglob("*.html"))
        # A mail, and the preview of one, has no stylesheet.
        if "mail" not in path.parts
        and path.name != "letter_preview.html"
        and re.search(
            r"<style|\sstyle=|<script(?![^>]*\bsrc=)|\son[a-z]+=\"|href=\"javascript:",
            path.read_text(encoding="utf-8"),
        )
    ]

    assert not strays


def test_assets_made_elsewhere_are_unchanged_and_have_their_licence() -> None:
    manifest = json.loads((STATIC / "vendor" / "MANIFEST.json").read_text(encoding="utf-8"))
    listed = set()
    for asset in manifest["assets"]:
        assert (STATIC / asset["licence_file"]).is_file(), asset["name"]
        for name, expected in asset["sha384"].items():
            found = base64.b64encode(hashlib.sha384((STATIC / name).read_bytes()).digest()).decode()
            assert expected == f"sha384-{found}", name
            listed.add(name)
    here = {
        path.relative_to(STATIC).as_posix()
        for folder in ("vendor", "fonts")
        for path in (STATIC / folder).iterdir()
        if path.suffix in {".js", ".css", ".woff2"}
    }

    assert here <= listed, here - listed


def test_the_manifest_of_the_site_names_pictures_that_are_there(client: Client) -> None:
    manifest = json.loads((STATIC / "site.webmanifest").read_text(encoding="utf-8"))

    assert all((STATIC / icon["src"]).is_file() for icon in manifest["icons"])
    page = client.get("/style").content.decode()
    assert 'rel="manifest"' in page
    assert 'property="og:image" content="http' in page
    assert (STATIC / "icons" / "share.png").is_file()


def test_the_theme_is_there_before_the_page_is_drawn(client: Client) -> None:
    page = client.get("/style").content.decode()
    script = re.search(r"<script[^>]*cairn\.js[^>]*>", page)

    assert script is not None
    assert not re.search(r"\b(?:defer|async|module)\b", script[0])
    assert page.index(script[0]) < page.index('rel="stylesheet"')
