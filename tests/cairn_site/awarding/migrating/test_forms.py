"""The forms of a migration."""

from __future__ import annotations

from cairn_site.awarding.migrating.forms import ConfirmProgrammeForm, ProgrammeForm


def test_nothing_is_confirmed_by_who_does_not_say_that_it_is_theirs() -> None:
    assert not ConfirmProgrammeForm({"sends_mail": "on"}).is_valid()
    form = ConfirmProgrammeForm({"is_ours": "on"})
    assert form.is_valid()
    assert form.cleaned_data["sends_mail"] is False


def test_an_upload_needs_a_file_and_a_language() -> None:
    assert set(ProgrammeForm({}).errors) == {"export", "language"}
