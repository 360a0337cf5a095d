"""The forms of a migration.

``tests/cairn_site/awarding/migrating/test_forms.py`` proves it.
"""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class ProgrammeForm(forms.Form):
    """An export, and the language that it is written in."""

    export = forms.FileField(
        label=_("Export"),
        help_text=_("A ZIP, a JSON or a CSV file, of up to 64 MiB."),
        widget=forms.FileInput(attrs={"accept": ".zip,.json,.jsonld,.csv,.png,.svg"}),
    )
    language = forms.ChoiceField(
        label=_("Language of the badges"),
        choices=settings.LANGUAGES,
        help_text=_("Open Badges 2.0 does not say it, so you do."),
    )


class ConfirmProgrammeForm(forms.Form):
    """What has to be said before anything is signed."""

    is_ours = forms.BooleanField(
        label=_("These badges are ours: our organisation awarded them, or went on from the one that did."),
        help_text=_("We sign them in your name, so whoever looks at one takes it as your word."),
    )
    sends_mail = forms.BooleanField(
        required=False,
        label=_("Write to the holders"),
        help_text=_(
            "Everybody whose badge still stands gets the mail for an award. Without it nobody is written to."
        ),
    )
