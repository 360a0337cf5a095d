"""Forms of the pages of an organisation.

``tests/cairn_site/organisations/test_forms.py`` proves it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cairn_site.organisations.actions import ProfileText
from cairn_site.organisations.countries import COUNTRIES
from cairn_site.organisations.logos import MAX_BYTES
from cairn_site.organisations.models import Organisation, OrganisationKind, Right
from cairn_site.organisations.slugs import suggest_slug
from cairn_site.platform.saying import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.files.uploadedfile import UploadedFile
    from django.http import QueryDict
    from django.utils.functional import _StrPromise

    from cairn.errors import CairnError
    from cairn_site.organisations.queries import UnitNode

RIGHT_HINTS: Final[dict[Right, _StrPromise]] = {
    Right.READ: _("See everything of the organisation. Every member has it."),
    Right.CREATE: _("Make new achievements, templates and batches."),
    Right.UPDATE: _("Change what is there."),
    Right.DELETE: _("Archive and delete."),
    Right.AWARD: _("Award, suspend, revoke and renew."),
    Right.SIGN: _("Sign with the key of the organisation."),
    Right.ADMINISTRATE: _("Members, units, profile, keys and tokens."),
}
SCOPE_LABELS: Final[dict[str, _StrPromise]] = {
    "achievements:read": _("Read achievements"),
    "achievements:write": _("Make and change achievements"),
    "awards:read": _("Read awards and their holders"),
    "awards:write": _("Award, suspend and revoke"),
    "members:read": _("Read who is a member"),
}
_LIVES: Final[list[tuple[str, _StrPromise]]] = [
    ("30", _("30 days")),
    ("90", _("90 days")),
    ("365", _("One year")),
    ("", _("Until it is revoked")),
]


def show(form: forms.BaseForm, error: CairnError) -> None:
    """Put what an action refused beside the field that it speaks of."""
    form.add_error(error.where if error.where in form.fields else None, say(error))


class NameForm(forms.Form):
    """Who an organisation is, in short."""

    name = forms.CharField(
        max_length=200,
        label=_("Name"),
        help_text=_("As it should stand on what you award."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    kind = forms.ChoiceField(
        choices=OrganisationKind.choices, label=_("Kind"), initial=OrganisationKind.OTHER
    )
    url = forms.URLField(max_length=500, required=False, label=_("Website"), assume_scheme="https")
    country = forms.CharField(
        max_length=2, required=False, label=_("Country"), help_text=_("Two letters, such as IE or ES.")
    )

    def clean_country(self) -> str:
        """Accept the codes of ISO 3166-1."""
        code = str(self.cleaned_data["country"]).strip().upper()
        if code and code not in COUNTRIES:
            raise forms.ValidationError(_("There is no such country code."))
        return code

    def clean_url(self) -> str:
        """Accept addresses of the web only."""
        url = str(self.cleaned_data["url"])
        if url and not url.startswith(("https://", "http://")):
            raise forms.ValidationError(_("Write an address that begins with https://."))
        return url

    def profile(self) -> ProfileText:
        """Return what was typed, for the action."""
        names = ("name", "description", "url", "email", "country")
        return ProfileText(
            kind=OrganisationKind(self.cleaned_data["kind"]),
            **{name: self.cleaned_data.get(name, "").strip() for name in names},
        )


class ProfileForm(NameForm):
    """What an organisation says about itself."""

    description = forms.CharField(
        max_length=2000,
        required=False,
        label=_("Description"),
        help_text=_("One or two sentences for people who have never heard of you."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    email = forms.EmailField(
        required=False, label=_("Public mail address"), help_text=_("Stands in every credential you award.")
    )

    @classmethod
    def initial_of(cls, organisation: Organisation) -> dict[str, Any]:
        """Return what stands in the form at first."""
        return {name: getattr(organisation, name) for name in cls.base_fields}


class OrganisationForm(NameForm):
    """Makes an organisation; an empty short name is answered with one that the name suggests."""

    # The browser lets it be empty, since the server suggests one then.
    use_required_attribute = False
    slug = forms.CharField(
        max_length=63,
        label=_("Short name"),
        help_text=_(
            "Small letters, digits and hyphens. It stands in the address of everything you sign, so it never "
            "changes."
        ),
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "spellcheck": "false", "data-slug-of": "id_name"}
        ),
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        self._is_suggested = False
        if data is not None and not data.get("slug", "").strip():
            data = data.copy()
            data["slug"] = suggest_slug(data.get("name", ""))
            self._is_suggested = True
        super().__init__(data)

    def clean_slug(self) -> str:
        """Ask once more where the short name was only suggested."""
        if self._is_suggested:
            raise forms.ValidationError(_("This is what the name suggests. It never changes: is it right?"))
        return str(self.cleaned_data["slug"]).strip().lower()


class LogoForm(forms.Form):
    """Uploads a logo."""

    logo = forms.FileField(
        label=_("Logo"),
        help_text=_("PNG, JPEG or WebP, at most 2 MiB; square looks best."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )

    def clean_logo(self) -> UploadedFile[Any]:
        """Refuse what is too large before it is read."""
        upload: UploadedFile[Any] = self.cleaned_data["logo"]
        if (upload.size or 0) > MAX_BYTES:
            raise forms.ValidationError(_("The picture is larger than 2 MiB."))
        return upload


class RightsForm(forms.Form):
    """The rights of a member and where they hold."""

    rights = forms.MultipleChoiceField(
        required=False,
        label=_("Rights"),
        choices=[(right.value, right.label) for right in RIGHT_HINTS if right is not Right.READ],
    )
    unit = forms.ChoiceField(
        required=False,
        label=_("Where"),
        help_text=_("Somebody in a unit works on what belongs to it and to the units below."),
    )

    def __init__(self, *args: Any, units: Iterable[UnitNode] = (), **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("The whole organisation")), *((str(unit.id), unit.path) for unit in units)]

    def chosen_rights(self) -> frozenset[Right]:
        """Return the rights, for the action."""
        return frozenset(Right(value) for value in self.cleaned_data["rights"])

    def unit_id(self) -> UUID | None:
        """Return the unit, for the action."""
        return UUID(self.cleaned_data["unit"]) if self.cleaned_data["unit"] else None

    def boxes(self) -> list[dict[str, object]]:
        """Return the rights as the page draws them: each with what it lets one do."""
        chosen = set(self["rights"].value() or [])
        return [
            {
                "value": right.value,
                "label": right.label,
                "hint": hint,
                "is_checked": right is Right.READ or right.value in chosen,
                "is_fixed": right is Right.READ,
            }
            for right, hint in RIGHT_HINTS.items()
        ]


class InvitationForm(RightsForm):
    """Invites somebody."""

    address = forms.EmailField(
        label=_("Mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )


class UnitForm(forms.Form):
    """Makes or changes a unit."""

    name = forms.CharField(max_length=200, label=_("Name"))
    parent = forms.ChoiceField(required=False, label=_("Below"))

    def __init__(self, *args: Any, units: Iterable[UnitNode] = (), **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        field = self.fields["parent"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("The organisation itself")), *((str(unit.id), unit.path) for unit in units)]

    def parent_id(self) -> UUID | None:
        """Return the unit above, for the action."""
        return UUID(self.cleaned_data["parent"]) if self.cleaned_data["parent"] else None


class CompromiseForm(forms.Form):
    """Says since when others may have had a key, and why that is feared."""

    since = forms.DateTimeField(
        label=_("Since when"),
        help_text=_("The earliest moment that you cannot rule out."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "step": "1"}, format="%Y-%m-%dT%H:%M:%S"),
        input_formats=["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M"],
    )
    reason = forms.CharField(
        max_length=300,
        label=_("Reason"),
        help_text=_("Is published with the key."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    sure = forms.BooleanField(
        label=_("I understand that everything signed with this key is no longer believed.")
    )

    def moment(self) -> datetime:
        """Return the moment, for the action."""
        since: datetime = self.cleaned_data["since"]
        return since.astimezone(UTC)


class TokenForm(forms.Form):
    """Makes a token."""

    name = forms.CharField(
        max_length=100, label=_("Name"), help_text=_("What it is for, such as the learning platform.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=[(scope, format_lazy("{} ({})", label, scope)) for scope, label in SCOPE_LABELS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    life = forms.ChoiceField(label=_("How long it holds"), choices=_LIVES, initial="365", required=False)

    def expires_at(self, now: datetime) -> datetime | None:
        """Return when the token ends, for the action."""
        return now + timedelta(days=int(self.cleaned_data["life"])) if self.cleaned_data["life"] else None


class DomainForm(forms.Form):
    """Names the domain."""

    domain = forms.CharField(
        max_length=253,
        required=False,
        label=_("Domain"),
        help_text=_("Such as northside.example, without https://."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )


class SearchForm(forms.Form):
    """Looks for something in a list."""

    search = forms.CharField(required=False, max_length=100, label=_("Search"))
