"""What can be chosen for a certificate, and its words from the start.

``tests/cairn_site/awarding/certificates/test_design.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from cairn.errors import DocumentError
from cairn_site.awarding.letter_markup import parse_line, render_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

PLACEHOLDERS: Final = ("holder", "achievement", "issuer", "date")
MAX_LINE: Final = 200


class Layout(StrEnum):
    """The three designs."""

    FRAME = "frame"
    BAND = "band"
    PLAIN = "plain"


LAYOUT_NAMES: Final[Mapping[Layout, _StrPromise]] = {
    Layout.FRAME: _("Frame: in the middle, within a fine line"),
    Layout.BAND: _("Band: to the side, along a band of your colour"),
    Layout.PLAIN: _("Plain: large type, much air"),
}


class Part(StrEnum):
    """What can be shown or left out."""

    LOGO = "logo"
    IMAGE = "image"
    DESCRIPTION = "description"
    SKILLS = "skills"
    CREDITS = "credits"
    EXPIRY = "expiry"
    CODE = "code"


PART_NAMES: Final[Mapping[Part, _StrPromise]] = {
    Part.LOGO: _("Logo of the organisation"),
    Part.IMAGE: _("Picture of the badge"),
    Part.DESCRIPTION: _("Description"),
    Part.SKILLS: _("What the holder can do"),
    Part.CREDITS: _("Credits earned"),
    Part.EXPIRY: _("Valid until"),
    Part.CODE: _("QR code that leads to the credential"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateText:
    """The words on a certificate in one language; empty ones are those from the start."""

    heading: str = ""
    before: str = ""
    after: str = ""
    footer: str = ""


_WORDS: Final[Mapping[str, _StrPromise]] = {
    "heading": _("Certificate"),
    "before": _("This is to confirm that"),
    "after": _("has achieved"),
    "footer": _("Whoever opens the address can check that this is genuine."),
}
TEXT_FIELDS: Final = tuple(_WORDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateDesign:
    """How the certificates of an organisation look and what they say."""

    accent: str
    layout: Layout = Layout.FRAME
    signatory_name: str = ""
    signatory_title: str = ""
    hidden: frozenset[Part] = frozenset()
    texts: Mapping[str, CertificateText] = field(default_factory=dict)

    def shows(self, part: Part) -> bool:
        """Return whether a part is shown."""
        return part not in self.hidden


def default_text(language: str) -> CertificateText:
    """Return the words in a language from the start."""
    with translation.override(language):
        return CertificateText(**{name: str(words) for name, words in _WORDS.items()})


def words_of(design: CertificateDesign, language: str, *, values: Mapping[str, str]) -> CertificateText:
    """Return the words of a certificate in a language with their values, those from the start in gaps."""
    own = design.texts.get(language, CertificateText())
    begun = default_text(language)
    return CertificateText(
        **{
            name: render_text(
                parse_line(getattr(own, name) or getattr(begun, name), known=PLACEHOLDERS), values
            )
            for name in TEXT_FIELDS
        }
    )


def check_text(text: CertificateText) -> None:
    """Return if the words can be used; raises ``DocumentError`` as ``letter_markup.parse_line`` does.

    Raises ``certificate.too_long`` for a line that would not fit.
    """
    for name in TEXT_FIELDS:
        value = getattr(text, name)
        if len(value) > MAX_LINE:
            raise DocumentError(
                "certificate.too_long", f"A line has at most {MAX_LINE} characters.", where=name
            )
        parse_line(value, known=PLACEHOLDERS, field=name)
