from __future__ import annotations

import pytest

from cairn_site.operating.forms import (
    AuditFilterForm,
    JobFilterForm,
    MailFilterForm,
    RefusalForm,
    RetentionForm,
    SearchForm,
)


def test_words_too_long_to_look_for_are_none() -> None:
    assert SearchForm({"search": " ada "}).text == "ada"
    assert SearchForm({"search": "x" * 101}).text == ""


@pytest.mark.parametrize(("given", "days"), [("", None), ("365", 365)])
def test_the_trail_is_kept_for_ever_or_for_years(given: str, days: int | None) -> None:
    form = RetentionForm({"days": given})

    assert form.is_valid()
    assert form.cleaned_data["days"] == days


def test_other_times_are_refused() -> None:
    assert not RetentionForm({"days": "1"}).is_valid()


def test_a_refusal_has_a_reason() -> None:
    assert not RefusalForm({"reason": "  "}).is_valid()


def test_filters_know_their_states() -> None:
    assert JobFilterForm({"state": "failed"}).is_valid()
    assert not JobFilterForm({"state": "odd"}).is_valid()
    assert not MailFilterForm({"state": "odd"}).is_valid()
    assert not AuditFilterForm({"since": "yesterday"}).is_valid()
