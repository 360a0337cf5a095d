"""The mails that holders get: their kinds, what can be filled in, and their words where nobody wrote others.

``tests/cairn_site/awarding/test_letters.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from django.utils import formats, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cairn.errors import DocumentError, UsageError
from cairn_site.awarding.branding import look_of
from cairn_site.awarding.letter_markup import parse_body, parse_line, render_html, render_text
from cairn_site.awarding.models import LetterText
from cairn_site.platform import mail

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from django.utils.functional import _StrPromise

    from cairn_site.awarding.branding import Look
    from cairn_site.organisations.permissions import Organisation

MAX_SUBJECT: Final = 200
TEMPLATE: Final = "house"
_COMMON: Final = ("holder", "achievement", "issuer", "link")


class LetterKind(StrEnum):
    """What a mail is about."""

    AWARD = "award"
    CLAIM = "claim"
    REMINDER = "reminder"
    UPGRADE = "upgrade"


@dataclass(frozen=True, slots=True, kw_only=True)
class KindWords:
    """What one kind of mail is called, when it is sent, which values it has, and its own words."""

    title: _StrPromise
    when: _StrPromise
    placeholders: tuple[str, ...]
    subject: _StrPromise
    body: _StrPromise


KINDS: Final[Mapping[LetterKind, KindWords]] = {
    LetterKind.AWARD: KindWords(
        title=_("Award"),
        when=_("When somebody is awarded, unless you say that no mail is to be sent."),
        placeholders=(*_COMMON, "date", "expires"),
        subject=_("{issuer} has awarded you {achievement}"),
        body=_(
            "Hello {holder},\n\n{issuer} has awarded you **{achievement}**.\n\n[Look at it]({link})\n\n"
            "Anybody to whom you give this address can check that it is genuine. Sign in with this mail"
            " address to accept it, or to decline it."
        ),
    ),
    LetterKind.CLAIM: KindWords(
        title=_("Claim"),
        when=_("When somebody has claimed an award by a claim link."),
        placeholders=(*_COMMON, "date", "expires"),
        subject=_("You have claimed {achievement}"),
        body=_(
            "Hello {holder},\n\nyou have claimed **{achievement}**, and {issuer} has signed it.\n\n"
            "[Look at it]({link})\n\nAnybody to whom you give this address can check that it is genuine."
        ),
    ),
    LetterKind.REMINDER: KindWords(
        title=_("Reminder"),
        when=_("90, 60, 30 and 7 days before an award expires."),
        placeholders=(*_COMMON, "expires"),
        subject=_("{achievement} expires on {expires}"),
        body=_(
            "Hello {holder},\n\nwhat {issuer} has awarded you, **{achievement}**, is valid until {expires}."
            " Ask them how to renew it.\n\n[Look at it]({link})"
        ),
    ),
    LetterKind.UPGRADE: KindWords(
        title=_("New version"),
        when=_("When you invite earlier holders to a new version."),
        placeholders=_COMMON,
        subject=_("There is a new version of {achievement}"),
        body=_(
            "Hello {holder},\n\n{issuer} has published a new version of **{achievement}**. What you hold"
            " stays as it is; if you meet the new criteria you can ask for the new version.\n\n"
            "[Look at the new version]({link})"
        ),
    ),
}
EXPLAINED: Final[Mapping[str, _StrPromise]] = {
    "holder": _("the name of the holder"),
    "achievement": _("the name of the Achievement"),
    "issuer": _("the name of your organisation"),
    "link": _("the address that the mail leads to"),
    "date": _("the day of the award"),
    "expires": _("the day on which it expires, or “no end”"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A subject and a body; ``is_own`` where the organisation wrote them."""

    subject: str
    body: str
    is_own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A mail as it is read: the subject, the text, and what goes into its HTML."""

    subject: str
    text: str
    context: dict[str, Any]


def default_wording(kind: LetterKind, language: str) -> Wording:
    """Return the words of a kind of mail where nobody wrote others."""
    with translation.override(language):
        return Wording(subject=str(KINDS[kind].subject), body=str(KINDS[kind].body))


def find_wording(organisation_id: UUID, kind: LetterKind, language: str) -> Wording:
    """Return the words that an organisation uses for a kind of mail in a language."""
    own = LetterText.objects.filter(
        organisation_id=organisation_id, kind=kind.value, language=language
    ).first()
    if own is None:
        return default_wording(kind, language)
    return Wording(subject=own.subject, body=own.body, is_own=True)


def own_wordings(organisation_id: UUID) -> set[tuple[str, str]]:
    """Return the kinds and languages for which an organisation has its own words."""
    found = LetterText.objects.filter(organisation_id=organisation_id)
    return set(found.values_list("kind", "language"))


def read_kind(text: str) -> LetterKind:
    """Return the kind of that name; raises ``UsageError("access.not_found")``."""
    if text not in {kind.value for kind in LetterKind}:
        raise UsageError("access.not_found", "There is nothing here that you may see.")
    return LetterKind(text)


def check_wording(kind: LetterKind, wording: Wording) -> None:
    """Return if a mail can be written with these words.

    Raises ``DocumentError``: ``letter.no_subject``, ``letter.no_link`` for one that leads nowhere, and as
    ``letter_markup.parse_body`` does.
    """
    known = KINDS[kind].placeholders
    if not wording.subject.strip() or len(wording.subject) > MAX_SUBJECT:
        raise DocumentError(
            "letter.no_subject", f"A subject has 1 to {MAX_SUBJECT} characters.", where="subject"
        )
    parse_line(wording.subject, known=known)
    if "link" not in parse_body(wording.body, known=known).names:
        raise DocumentError(
            "letter.no_link",
            "The text does not lead to what it is about.",
            where="body",
            mend="Write [Look at it]({link}) where the reader should go on.",
        )


def render(kind: LetterKind, wording: Wording, *, values: Mapping[str, str], look: Look) -> Rendered:
    """Return a mail with its values filled in; raises ``DocumentError`` as :func:`check_wording` does."""
    known = KINDS[kind].placeholders
    subject = render_text(parse_line(wording.subject, known=known), values)
    body = parse_body(wording.body, known=known)
    text = render_text(body, values)
    return Rendered(
        subject=subject,
        text=text,
        context={
            "subject": subject,
            "text": text,
            "body": render_html(body, values, accent=look.accent),
            "accent": look.accent,
            "logo": look.logo_url,
            "issuer": look.issuer,
        },
    )


def make_values(
    *, holder: str, achievement: str, look: Look, link: str, date: datetime, expires: datetime | None
) -> dict[str, str]:
    """Return the values that can be filled in, in the language at work."""
    return {
        "holder": holder,
        "achievement": achievement,
        "issuer": look.issuer,
        "link": link,
        "date": formats.date_format(date, "DATE_FORMAT"),
        "expires": gettext("no end") if expires is None else formats.date_format(expires, "DATE_FORMAT"),
    }


class LetterBook:
    """Writes the letters of one organisation; what it looks like and its own words are read once."""

    def __init__(self, organisation: Organisation) -> None:
        self.look = look_of(organisation)
        self._wordings: dict[tuple[LetterKind, str], Wording] = {}

    def letter(
        self,
        kind: LetterKind,
        *,
        to: str,
        holder: str,
        achievement: str,
        link: str,
        date: datetime,
        expires: datetime | None = None,
        language: str = "en",
        person_id: UUID | None = None,
    ) -> mail.Letter:
        """Return the letter to a holder, in the organisation's own words where it has some."""
        key = (kind, language)
        if key not in self._wordings:
            self._wordings[key] = find_wording(self.look.organisation_id, kind, language)
        with translation.override(language):
            values = make_values(
                holder=holder, achievement=achievement, look=self.look, link=link, date=date, expires=expires
            )
            rendered = render(kind, self._wordings[key], values=values, look=self.look)
        return mail.Letter(
            to=to,
            kind=f"awarding.{kind.value}",
            template=TEMPLATE,
            context=rendered.context,
            language=language,
            person_id=person_id,
            organisation_id=self.look.organisation_id,
        )
