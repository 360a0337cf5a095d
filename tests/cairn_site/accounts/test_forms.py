"""Labels and hints."""

from __future__ import annotations

import pytest

from cairn_site.accounts import forms


@pytest.mark.parametrize("form", [forms.SignUpForm, forms.SignInForm, forms.ResetPasswordForm, forms.AddAddressForm])
def test_nothing_is_said_twice_in_a_box(form: type[forms.PlainWords]) -> None:
    for field in form().fields.values():
        assert "placeholder" not in field.widget.attrs


def test_the_hint_for_a_password_is_one_sentence_or_two() -> None:
    hint = str(forms.SignUpForm().fields["password1"].help_text)
    assert hint.startswith("At least 10 characters.")
    assert "<" not in hint


def test_labels_are_in_sentence_case() -> None:
    for form in (forms.SignUpForm, forms.SignInForm):
        for field in form().fields.values():
            words = str(field.label or "").split("<")[0].split()
            assert not any(word[0].isupper() and word != "I" for word in words[1:])
