"""Forms of the console.

``tests/cairn_site/operating/test_forms.py`` proves it.
"""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn_site.platform.jobs import JobState


class SearchForm(forms.Form):
    """Words to look for."""

    search = forms.CharField(max_length=100, required=False, strip=True)

    @property
    def text(self) -> str:
        """What is looked for, nothing where it cannot be."""
        return str(self.cleaned_data.get("search", "")) if self.is_valid() else ""


class JobFilterForm(forms.Form):
    """Which jobs to show."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), *((state.value, state.value) for state in JobState)],
    )


class MailFilterForm(SearchForm):
    """Which mail to show."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), ("waiting", _("Waiting")), ("sent", _("Sent")), ("failed", _("Failed"))],
    )


class AuditFilterForm(forms.Form):
    """Which entries of the audit trail to show."""

    search = forms.CharField(label=_("Person, action or identifier"), max_length=100, required=False)
    action = forms.CharField(label=_("Action begins with"), max_length=80, required=False)
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))


class RefusalForm(forms.Form):
    """Why an organisation is not verified."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Its administrators get this text by mail."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class RetentionForm(forms.Form):
    """How long the audit trail is kept."""

    days = forms.TypedChoiceField(
        label=_("Entries are kept"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[
            ("", _("For ever")),
            ("365", _("One year")),
            ("1095", _("Three years")),
            ("1825", _("Five years")),
            ("3650", _("Ten years")),
        ],
    )
