"""Forms of the accounts: allauth's in plain words, and our own.

``tests/cairn_site/accounts/test_forms.py`` proves it.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any, ClassVar, Final

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from allauth.socialaccount import forms as social
from django import forms
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

from cairn_site.accounts.acting import actor_for
from cairn_site.accounts.actions import agree
from cairn_site.accounts.consents import DOCUMENTS
from cairn_site.accounts.time_zones import is_zone, zone_choices
from cairn_site.platform import clock, limits
from cairn_site.platform.saying import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from cairn_site.accounts.models import Person

EMAIL: Final = _("Email address")
PASSWORD: Final = _("Password")
NEW_PASSWORD: Final = _("New password")
AGAIN: Final = _("The same password again")
NAME_HINT: Final = _("As it should stand on what you are awarded.")
PASSWORD_HINT: Final = _("At least 10 characters. A few words in a row are strong and easy to remember.")

CODE_LIMIT: Final = limits.Limit(times=10, seconds=900)


def _agreement() -> str:
    return format_html(
        gettext(
            'I agree to the <a href="{}">terms of use</a>, and I have read what is said about '
            '<a href="{}">privacy</a>.'
        ),
        reverse("text", args=["terms"]),
        reverse("text", args=["privacy"]),
    )


class PlainWords(forms.Form):
    """Says labels and hints in our words, and repeats none of them inside the boxes."""

    words: ClassVar[dict[str, tuple[Any, Any]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                field.label, field.help_text = self.words[name]


class SignUpForm(PlainWords, account.SignupForm):  # type: ignore[misc]
    """Asks for a name beside address and password, and for consent."""

    name = forms.CharField(
        max_length=200, label=_("Your name"), widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    agreement = forms.BooleanField(label=lazy(_agreement, str)())
    time_zone = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"data-time-zone": ""}))
    field_order = ("name", "email", "password1", "agreement", "time_zone")
    words: ClassVar = {
        "name": (_("Your name"), NAME_HINT),
        "email": (EMAIL, ""),
        "password1": (PASSWORD, PASSWORD_HINT),
    }

    def save(self, request: Any) -> Person:  # noqa: ANN401
        """Make the person, with what they agreed to."""
        with transaction.atomic():
            person: Person = super().save(request)
            _complete(person, self.cleaned_data)
        return person


class SignInForm(PlainWords, account.LoginForm):  # type: ignore[misc]
    """Address and password."""

    words: ClassVar = {
        "login": (EMAIL, ""),
        "password": (PASSWORD, ""),
        "remember": (_("Keep me signed in on this device"), ""),
    }


class AddAddressForm(PlainWords, account.AddEmailForm):  # type: ignore[misc]
    """One more address."""

    words: ClassVar = {"email": (EMAIL, _("We send a link there, to see that it is yours."))}


class ChangePasswordForm(PlainWords, account.ChangePasswordForm):  # type: ignore[misc]
    """Another password in place of the present one."""

    words: ClassVar = {
        "oldpassword": (_("Your current password"), ""),
        "password1": (NEW_PASSWORD, PASSWORD_HINT),
        "password2": (AGAIN, ""),
    }


class SetPasswordForm(PlainWords, account.SetPasswordForm):  # type: ignore[misc]
    """A first password, for those who came by a sign-in service."""

    words: ClassVar = {"password1": (PASSWORD, PASSWORD_HINT), "password2": (AGAIN, "")}


class ResetPasswordForm(PlainWords, account.ResetPasswordForm):  # type: ignore[misc]
    """The address to which a link is sent."""

    words: ClassVar = {"email": (EMAIL, "")}


class ResetPasswordKeyForm(PlainWords, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, with the key from the mail."""

    words: ClassVar = {"password1": (NEW_PASSWORD, PASSWORD_HINT), "password2": (AGAIN, "")}


class ConfirmPasswordForm(PlainWords, account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something that matters."""

    words: ClassVar = {"password": (PASSWORD, "")}


class CountedCode(forms.Form):
    """A code that may be tried a few times only: six digits are soon guessed."""

    def clean_code(self) -> str:
        """Return the code if it fits."""
        person: Person = self.user  # type: ignore[attr-defined]
        try:
            limits.spend("second_factor", caller=str(person.id), limit=CODE_LIMIT, now=clock.now())
        except limits.LimitReachedError as error:
            raise forms.ValidationError(say(error)) from None
        code: str = super().clean_code()  # type: ignore[misc]
        return code


class SecondFactorForm(CountedCode, PlainWords, mfa.AuthenticateForm):  # type: ignore[misc]
    """A code from the app, or a recovery code."""

    words: ClassVar = {"code": (_("Code"), _("Six digits from your app, or one of your recovery codes."))}


class ConfirmCodeForm(CountedCode, PlainWords, mfa.ReauthenticateForm):  # type: ignore[misc]
    """A code once more, before something that matters."""

    words: ClassVar = SecondFactorForm.words


class ActivateAppForm(PlainWords, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new app."""

    words: ClassVar = {
        "code": (_("Code from the app"), _("Six digits; the app shows new ones every 30 seconds."))
    }


class CredentialField(forms.JSONField):
    """What a browser answers for a key, looked at for its shape before anything is done with it."""

    def __init__(self, parse: Callable[[Any], object]) -> None:
        super().__init__(required=True, widget=forms.HiddenInput)
        self._parse = parse

    def clean(self, value: Any) -> Any:  # noqa: ANN401
        """Return the answer, or say that it is none."""
        answer = super().clean(value)
        try:
            self._parse(answer)
        except (TypeError, ValueError, LookupError, AttributeError, struct.error):
            raise forms.ValidationError(_("The key was not understood. Try again.")) from None
        return answer


class PasskeyForm(forms.Form):
    """The answer of a key to a question."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["credential"] = CredentialField(AuthenticationResponse.from_dict)


class SignInByKeyForm(PasskeyForm, webauthn.LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey in place of a password."""


class KeyFactorForm(PasskeyForm, webauthn.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A key after a password."""


class ConfirmKeyForm(PasskeyForm, webauthn.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A key once more, before something that matters."""


class AddPasskeyForm(PlainWords, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """A name for a new key, and what it is for."""

    words: ClassVar = {
        "name": (_("Name of the key"), _("So that you can tell it from others, such as: laptop, blue key.")),
        "passwordless": (
            _("Sign in with this key alone"),
            _("Then it is a passkey: it asks for your finger, face or PIN, and you need no password."),
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["credential"] = CredentialField(RegistrationResponse.from_dict)


class RenamePasskeyForm(PlainWords, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a key."""

    words: ClassVar = {"name": (_("Name of the key"), "")}


class ServiceSignUpForm(PlainWords, social.SignupForm):  # type: ignore[misc]
    """What a sign-in service did not say of a new person."""

    name = forms.CharField(
        max_length=200, label=_("Your name"), widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    agreement = forms.BooleanField(label=lazy(_agreement, str)())
    field_order = ("name", "email", "agreement")
    words: ClassVar = {"name": (_("Your name"), NAME_HINT), "email": (EMAIL, "")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.initial.setdefault("name", self.sociallogin.user.name)

    def save(self, request: Any) -> Person:  # noqa: ANN401
        """Make the person, with what they agreed to."""
        with transaction.atomic():
            person: Person = super().save(request)
            _complete(person, self.cleaned_data)
        return person


class ProfileForm(forms.Form):
    """What a person says of themselves."""

    name = forms.CharField(
        max_length=200,
        label=_("Your name"),
        help_text=NAME_HINT,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("Of the pages when you sign in, and of the mails that you get."),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=zone_choices, help_text=_("Dates and times are shown in it.")
    )


class AgreeForm(forms.Form):
    """Consent to the texts that changed."""

    agreement = forms.BooleanField(label=_("I have read this and agree."))


class DeleteForm(forms.Form):
    """A last question before an account is deleted."""

    understood = forms.BooleanField(label=_("I understand what will happen."))


def _complete(person: Person, data: dict[str, Any]) -> None:
    person.name = data["name"].strip()
    person.language = get_language() or "en"
    zone = data.get("time_zone", "")
    person.time_zone = zone if is_zone(zone) else "UTC"
    person.save(update_fields=["name", "language", "time_zone"])
    agree(
        actor=actor_for(person),
        person=person,
        documents=[document.name for document in DOCUMENTS],
        now=clock.now(),
    )
