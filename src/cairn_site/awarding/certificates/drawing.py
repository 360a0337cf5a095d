"""A certificate as SVG on one sheet of A4: three calm designs from the same facts.

Colours are attributes and not styles, because pages allow no styles of their own. Where the language is
written from right to left the sheet is mirrored. ``tests/cairn_site/awarding/certificates/test_drawing.py``
proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

import segno
from django.utils.safestring import SafeString, mark_safe

from cairn_site.awarding.certificates.design import Layout, Part
from cairn_site.awarding.certificates.measuring import fit, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cairn_site.awarding.certificates.design import CertificateDesign, CertificateText

WIDTH: Final = 1188
HEIGHT: Final = 840
"""Four units are a millimetre."""

_INK: Final = "#1d2326"
_SOFT: Final = "#4b5358"
_LINE: Final = "#b9b2a4"
_PAPER: Final = "#ffffff"
_LEADING: Final = 1.3
_MAX_SKILLS: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateFacts:
    """What a certificate says of one award; empty text is left out.

    ``facts`` are short lines such as the day of the award, ``stamp`` a word across the sheet.
    """

    holder: str
    achievement: str
    description: str
    skills: tuple[str, ...]
    facts: tuple[str, ...]
    issuer: str
    url: str
    image_url: str
    logo_url: str
    language: str
    is_rtl: bool = False
    stamp: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """Lines of one kind, and the room before them; ``rank`` says what is left out first (the highest)."""

    lines: tuple[str, ...]
    size: float
    colour: str = _INK
    is_bold: bool = False
    before: float = 0.0
    rank: int = 0

    @property
    def height(self) -> float:
        return self.before + len(self.lines) * self.size * _LEADING


def draw(facts: CertificateFacts, *, design: CertificateDesign, words: CertificateText) -> SafeString:
    """Return the SVG of a certificate, to stand in a page or by itself."""
    sheet = _Sheet(facts, design=design, words=words)
    {Layout.FRAME: _frame, Layout.BAND: _band, Layout.PLAIN: _plain}[design.layout](sheet)
    if facts.stamp:
        sheet.stamp(facts.stamp)
    return sheet.finish()


class _Sheet:
    """Gathers what is drawn; the places are those of a language that is written from left to right."""

    def __init__(self, facts: CertificateFacts, *, design: CertificateDesign, words: CertificateText) -> None:
        self.facts = facts
        self.design = design
        self.words = words
        self._drawn: list[str] = []

    def rect(
        self,
        x: float,
        y: float,
        *,
        width: float,
        height: float,
        fill: str = "none",
        stroke: str = "",
        line: float = 1,
        radius: float = 0,
    ) -> None:
        left = self._left(x, width)
        edge = f' stroke="{stroke}" stroke-width="{line:g}"' if stroke else ""
        corner = f' rx="{radius:g}"' if radius else ""
        self._drawn.append(
            f'<rect x="{left:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{fill}"'
            f"{edge}{corner}/>"
        )

    def image(
        self, url: str, x: float, y: float, *, width: float, height: float, align: str = "xMidYMid"
    ) -> None:
        if self.facts.is_rtl:
            align = align.replace("xMin", "xMax")
        self._drawn.append(
            f'<image href={quoteattr(url)} x="{self._left(x, width):g}" y="{y:g}" width="{width:g}"'
            f' height="{height:g}" preserveAspectRatio="{align} meet"/>'
        )

    def text(
        self,
        text: str,
        x: float,
        y: float,
        *,
        size: float,
        colour: str = _INK,
        anchor: str = "start",
        is_bold: bool = False,
        spacing: float = 0,
    ) -> None:
        place = WIDTH - x if self.facts.is_rtl else x
        weight = ' font-weight="700"' if is_bold else ""
        wide = f' letter-spacing="{spacing:g}"' if spacing else ""
        self._drawn.append(
            f'<text x="{place:g}" y="{y:g}" font-size="{size:g}" fill="{colour}" text-anchor="{anchor}"'
            f"{weight}{wide}>{escape(text)}</text>"
        )

    def flow(self, blocks: Iterable[_Block], x: float, *, top: float, bottom: float, anchor: str) -> None:
        """Write blocks one below the other, in the middle of their room; the least needed gives way."""
        kept = [block for block in blocks if any(block.lines)]
        while sum(block.height for block in kept) > bottom - top and max(block.rank for block in kept) > 0:
            kept.remove(max(kept, key=lambda block: block.rank))
        y = top + max(0.0, (bottom - top - sum(block.height for block in kept)) / 2)
        for block in kept:
            y += block.before
            for line in block.lines:
                y += block.size * _LEADING
                self.text(
                    line,
                    x,
                    y - block.size * 0.3,
                    size=block.size,
                    colour=block.colour,
                    anchor=anchor,
                    is_bold=block.is_bold,
                )

    def code(self, x: float, y: float, *, side: float) -> None:
        """Draw the QR code of the credential's address on white."""
        matrix = segno.make(self.facts.url, error="m", micro=False).matrix
        unit = side / (len(matrix) + 4)
        left = self._left(x, side)
        self._drawn.append(
            f'<rect x="{left:g}" y="{y:g}" width="{side:g}" height="{side:g}" fill="{_PAPER}"/>'
        )
        path = []
        for row, cells in enumerate(matrix):
            for column, cell in enumerate(cells):
                if cell:
                    start = f"M{left + (column + 2) * unit:.2f} {y + (row + 2) * unit:.2f}"
                    path.append(f"{start}h{unit:.2f}v{unit:.2f}h-{unit:.2f}z")
        self._drawn.append(f'<path d="{"".join(path)}" fill="#000000" shape-rendering="crispEdges"/>')

    def signature(self, x: float, y: float, *, width: float, colour: str = _LINE) -> None:
        """Draw the line to sign on, with who signs below it."""
        name, title = self.design.signatory_name, self.design.signatory_title
        if not name and not title:
            return
        self.rect(x, y, width=width, height=1.5, fill=colour)
        self.text(name, x, y + 26, size=17, is_bold=True)
        self.text(title, x, y + 48, size=15, colour=_SOFT)

    def proof(self, x: float, y: float, *, anchor: str, colour: str = _SOFT, width: float = 420) -> None:
        """Write where the credential is, and what that is for."""
        lines = wrap(self.words.footer, size=13, width=width, max_lines=2)
        for number, line in enumerate(lines):
            self.text(line, x, y + 18 * number, size=13, colour=colour, anchor=anchor)
        self._drawn.append('<g direction="ltr">')
        # A space where the address may break.
        link = self.facts.url.partition("://")[2].replace("/credentials/", "/credentials/ ")
        for number, line in enumerate(wrap(link, size=11, width=width, max_lines=3)):
            flipped = {"start": "end", "end": "start"}.get(anchor, anchor) if self.facts.is_rtl else anchor
            self.text(line, x, y + 18 * (len(lines) + number), size=11, colour=colour, anchor=flipped)
        self._drawn.append("</g>")

    def stamp(self, word: str) -> None:
        """Write a word across the whole sheet."""
        self._drawn.append(
            f'<text x="{WIDTH / 2:g}" y="{HEIGHT / 2 + 50:g}" font-size="150" font-weight="800"'
            f' fill="#a02c2c" fill-opacity="0.22" text-anchor="middle"'
            f' transform="rotate(-24 {WIDTH / 2:g} {HEIGHT / 2:g})">'
            f"{escape(word)}</text>"
        )

    def finish(self) -> SafeString:
        """Return the whole."""
        direction = "rtl" if self.facts.is_rtl else "ltr"
        label = f"{self.words.heading}: {self.facts.holder}, {self.facts.achievement}"
        return mark_safe(  # noqa: S308 - every text and address is escaped where it is written
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="group"'
            f' lang={quoteattr(self.facts.language)} direction="{direction}" aria-label={quoteattr(label)}'
            f' font-family="Figtree, Segoe UI, Helvetica, Arial, sans-serif">'
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{_PAPER}"/>{"".join(self._drawn)}</svg>'
        )

    def shows(self, part: Part) -> bool:
        """Return whether a part is to be shown."""
        return self.design.shows(part)

    def _left(self, x: float, width: float) -> float:
        return WIDTH - x - width if self.facts.is_rtl else x


def _frame(sheet: _Sheet) -> None:
    accent, facts = sheet.design.accent, sheet.facts
    sheet.rect(36, 36, width=WIDTH - 72, height=HEIGHT - 72, stroke=accent, line=3, radius=14)
    sheet.rect(48, 48, width=WIDTH - 96, height=HEIGHT - 96, stroke=_LINE, radius=8)
    middle = WIDTH / 2
    if sheet.shows(Part.LOGO) and facts.logo_url:
        sheet.image(facts.logo_url, middle - 160, 78, width=320, height=72)
        top = 158.0
    else:
        sheet.text(facts.issuer, middle, 112, size=22, anchor="middle", is_bold=True, colour=accent)
        top = 132.0
    sheet.flow(
        _told(sheet, width=880, name=(58, 50, 42, 34, 28)), middle, top=top, bottom=600, anchor="middle"
    )
    sheet.signature(104, 700, width=300)
    if sheet.shows(Part.IMAGE) and facts.image_url:
        sheet.image(facts.image_url, middle - 66, 616, width=132, height=132)
    if sheet.shows(Part.CODE):
        sheet.code(WIDTH - 104 - 116, 618, side=116)
        sheet.proof(WIDTH - 240, 650, anchor="end", width=250)
    else:
        sheet.proof(WIDTH - 104, 690, anchor="end", width=300)


def _band(sheet: _Sheet) -> None:
    accent, facts = sheet.design.accent, sheet.facts
    sheet.rect(0, 0, width=316, height=HEIGHT, fill=accent)
    if sheet.shows(Part.LOGO) and facts.logo_url:
        sheet.rect(48, 56, width=220, height=112, fill=_PAPER, radius=12)
        sheet.image(facts.logo_url, 64, 70, width=188, height=84)
    else:
        for number, line in enumerate(wrap(facts.issuer, size=24, width=220, max_lines=4, is_bold=True)):
            sheet.text(line, 48, 90 + 32 * number, size=24, colour=_PAPER, is_bold=True)
    if sheet.shows(Part.IMAGE) and facts.image_url:
        sheet.image(facts.image_url, 58, 300, width=200, height=200)
    if sheet.shows(Part.CODE):
        sheet.code(48, 590, side=124)
    sheet.proof(48, 736, anchor="start", colour=_PAPER, width=228)
    sheet.flow(_told(sheet, width=730, name=(60, 52, 44, 36, 28)), 384, top=70, bottom=660, anchor="start")
    sheet.signature(384, 726, width=340)


def _plain(sheet: _Sheet) -> None:
    accent, facts = sheet.design.accent, sheet.facts
    sheet.rect(0, 0, width=WIDTH, height=14, fill=accent)
    if sheet.shows(Part.LOGO) and facts.logo_url:
        sheet.image(facts.logo_url, 96, 72, width=300, height=72, align="xMinYMid")
    else:
        sheet.text(facts.issuer, 96, 116, size=22, is_bold=True, colour=accent)
    if sheet.shows(Part.IMAGE) and facts.image_url:
        sheet.image(facts.image_url, WIDTH - 96 - 132, 64, width=132, height=132)
    sheet.flow(_told(sheet, width=960, name=(76, 64, 52, 42, 32)), 96, top=190, bottom=640, anchor="start")
    sheet.signature(96, 712, width=320)
    if sheet.shows(Part.CODE):
        sheet.code(WIDTH - 96 - 116, 664, side=116)
        sheet.proof(WIDTH - 232, 700, anchor="end", width=330)
    else:
        sheet.proof(WIDTH - 96, 724, anchor="end", width=420)


def _told(sheet: _Sheet, *, width: float, name: Sequence[float]) -> list[_Block]:
    """Return everything that is said, from the heading to the facts."""
    facts, words, accent = sheet.facts, sheet.words, sheet.design.accent
    holder = fit(facts.holder, sizes=name, width=width, max_lines=2, is_bold=True)
    achievement = fit(facts.achievement, sizes=(40, 34, 28, 24), width=width, max_lines=2, is_bold=True)
    blocks = [
        _Block(lines=wrap(words.heading, size=30, width=width, max_lines=1), size=30, colour=_SOFT),
        _Block(lines=wrap(words.before, size=18, width=width, max_lines=2), size=18, colour=_SOFT, before=14),
        _Block(lines=holder.lines, size=holder.size, is_bold=True, before=6),
        _Block(lines=wrap(words.after, size=18, width=width, max_lines=2), size=18, colour=_SOFT, before=8),
        _Block(lines=achievement.lines, size=achievement.size, colour=accent, is_bold=True, before=6),
    ]
    if sheet.shows(Part.DESCRIPTION):
        lines = wrap(facts.description, size=18, width=min(width, 860), max_lines=3)
        blocks.append(_Block(lines=lines, size=18, before=16, rank=2))
    if sheet.shows(Part.SKILLS) and facts.skills:
        told = " · ".join(facts.skills[:_MAX_SKILLS])
        lines = wrap(told, size=16, width=min(width, 860), max_lines=2)
        blocks.append(_Block(lines=lines, size=16, colour=_SOFT, before=12, rank=3))
    lines = wrap(" · ".join(facts.facts), size=17, width=width, max_lines=2)
    blocks.append(_Block(lines=lines, size=17, before=20, rank=1))
    return blocks
