"""Forms of the accounts."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import SignupForm
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class SignUpForm(SignupForm):  # type: ignore[misc]
    """Asks for a name beside address and password."""

    name = forms.CharField(
        max_length=200,
        label=_("Your name"),
        help_text=_("As it should stand on what you are awarded."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("name", "email", "password1")

    def save(self, request: Any) -> Any:  # noqa: ANN401
        """Make the person."""
        person = super().save(request)
        if person is not None:
            person.name = self.cleaned_data["name"].strip()
            person.language = get_language() or "en"
            person.save(update_fields=["name", "language"])
        return person
