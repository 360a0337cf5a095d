"""The style page: every token and component, made by the components themselves.

``tests/cairn_site/platform/test_style.py`` proves it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django import forms
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from cairn_site.platform.charts import Series, bar_chart

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_TOKENS: Final = Path(__file__).parent / "static" / "cairn" / "css" / "tokens.css"
_ICONS: Final = Path(__file__).parent / "static" / "cairn" / "icons.svg"
COLOURS: Final = tuple(re.findall(r"--([a-z0-9-]+): light-dark", _TOKENS.read_text(encoding="utf-8")))

ICONS: Final = tuple(sorted(re.findall(r'<symbol id="([^"]+)"', _ICONS.read_text(encoding="utf-8"))))
SCENES: Final = ("first", "wait", "search", "people", "done", "lost")


class ExampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("Name"), help_text=_("As it should stand on the credential."))
    level = forms.ChoiceField(label=_("Level"), choices=[("4", "EQF 4"), ("5", "EQF 5")])
    place = forms.ChoiceField(
        label=_("Place"), choices=[("", _("On site")), ("online", _("Online"))], widget=forms.RadioSelect
    )
    description = forms.CharField(label=_("Description"), widget=forms.Textarea, required=False)
    supervised = forms.BooleanField(
        label=_("The assessment is supervised"), help_text=_("Somebody watches."), required=False
    )


@require_GET
def style(request: HttpRequest) -> HttpResponse:
    """Show every token and component."""
    chart = bar_chart(
        _("Awards by month"),
        ("2026-01", "2026-02", "2026-03", "2026-04"),
        (
            Series(name=_("Awarded"), values=(12, 31, 24, 40)),
            Series(name=_("Accepted"), values=(9, 28, 20, 31)),
        ),
    )
    form = ExampleForm({"level": "4"}) if "errors" in request.GET else ExampleForm()
    return render(
        request,
        "platform/style.html",
        {"colours": COLOURS, "icons": ICONS, "arts": SCENES, "form": form, "chart": chart},
    )
