"""Errors of actions beside the field they name."""

from __future__ import annotations

from django import forms

from cairn.errors import UsageError
from cairn_site.awarding.views.errors import add_error


class NameForm(forms.Form):
    name = forms.CharField()


def test_an_error_stands_at_its_field_or_over_the_form() -> None:
    form = NameForm({"name": "x"})
    add_error(form, UsageError("a.b", "It is wrong.", where="name", mend="Mend it."))
    add_error(form, UsageError("a.b", "All is wrong.", where="elsewhere"))

    assert form.errors["name"] == ["It is wrong. Mend it."]
    assert form.non_field_errors() == ["All is wrong."]
