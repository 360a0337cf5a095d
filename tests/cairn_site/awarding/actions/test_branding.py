"""Mails and certificates are changed by those who may update the whole organisation, and put back."""

from __future__ import annotations

import pytest

from cairn.errors import CairnError
from cairn_site.awarding.actions import branding
from cairn_site.awarding.branding import ACCENT, design_of
from cairn_site.awarding.certificates.design import CertificateDesign, CertificateText, Layout
from cairn_site.awarding.letters import LetterKind, Wording
from cairn_site.awarding.models import Branding, LetterText
from cairn_site.organisations.actions import make_unit
from cairn_site.organisations.models import Right
from cairn_site.platform.models import AuditEntry
from factories.site import NOW, actor, make_member, make_organisation, make_person

WORDING = Wording(subject="Hello", body="[Open]({link})")


def save(person: object, organisation: object, **changes: object) -> None:
    members = {"kind": LetterKind.AWARD, "language": "en", "wording": WORDING, **changes}
    branding.save_letter(actor=actor(person), organisation=organisation, now=NOW, **members)  # type: ignore[arg-type]


def test_a_mail_is_saved_once_for_each_language_and_put_back() -> None:
    person = make_person()
    organisation = make_organisation(person)

    save(person, organisation)
    save(person, organisation, wording=Wording(subject="Other", body="[Open]({link})"))

    assert LetterText.objects.get().subject == "Other"
    assert AuditEntry.objects.filter(action="branding.letter").count() == 2
    branding.reset_letter(
        actor=actor(person), organisation=organisation, kind=LetterKind.AWARD, language="en", now=NOW
    )
    assert not LetterText.objects.exists()


def test_a_design_is_saved_and_put_back() -> None:
    person = make_person()
    organisation = make_organisation(person)
    design = CertificateDesign(
        accent="#6B2D5C", layout=Layout.BAND, texts={"de": CertificateText(heading="Zeugnis")}
    )

    branding.save_design(actor=actor(person), organisation=organisation, design=design, now=NOW)

    kept = design_of(organisation.id)
    assert (kept.accent, kept.layout, kept.texts["de"].heading) == ("#6b2d5c", Layout.BAND, "Zeugnis")
    branding.reset_design(actor=actor(person), organisation=organisation, now=NOW)
    assert design_of(organisation.id).accent == ACCENT


@pytest.mark.parametrize(
    ("rights", "code"), [((Right.READ,), "access.right_missing"), (None, "access.not_found")]
)
def test_nobody_else_changes_them(rights: tuple[Right, ...] | None, code: str) -> None:
    organisation = make_organisation()
    person = make_person()
    if rights is not None:
        make_member(person, organisation, rights=rights)

    with pytest.raises(CairnError) as caught:
        save(person, organisation)

    assert caught.value.code == code
    assert not LetterText.objects.exists()


def test_somebody_of_one_unit_does_not_change_what_holds_for_all() -> None:
    founder, person = make_person(), make_person()
    organisation = make_organisation(founder)
    unit = make_unit(
        actor=actor(founder), organisation=organisation, name="Chemistry", parent_id=None, now=NOW
    )
    make_member(person, organisation, rights=(Right.UPDATE,), unit=unit)

    with pytest.raises(CairnError):
        branding.save_design(
            actor=actor(person), organisation=organisation, design=CertificateDesign(accent=ACCENT), now=NOW
        )

    assert not Branding.objects.exists()


def test_a_language_that_mails_are_not_written_in_is_refused() -> None:
    person = make_person()
    organisation = make_organisation(person)

    with pytest.raises(CairnError) as caught:
        save(person, organisation, language="xx")

    assert caught.value.code == "branding.language"
