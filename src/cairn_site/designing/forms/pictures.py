"""Forms of the badge image: the choices it is drawn from, an upload, its caption.

``tests/cairn_site/designing/forms/test_pictures.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.errors import DocumentError
from cairn_site.designing.imagery.drawing import (
    MAX_LETTERS,
    Drawing,
    Ring,
    Shape,
    format_drawing,
    parse_drawing,
)
from cairn_site.designing.imagery.icons import ICONS
from cairn_site.platform.saying import say

if TYPE_CHECKING:
    from collections.abc import Mapping

SHAPES = {
    Shape.STONE: _("Stone"),
    Shape.CIRCLE: _("Circle"),
    Shape.HEXAGON: _("Hexagon"),
    Shape.SHIELD: _("Shield"),
    Shape.ROSETTE: _("Rosette"),
    Shape.SQUARE: _("Square"),
    Shape.OCTAGON: _("Octagon"),
    Shape.DIAMOND: _("Diamond"),
}
RINGS = {
    Ring.NONE: _("None"),
    Ring.LINE: _("Line"),
    Ring.DOUBLE: _("Double"),
    Ring.DOTS: _("Dots"),
    Ring.DASHES: _("Dashes"),
}


class DrawingForm(forms.Form):
    """The choices of a designed image."""

    shape = forms.ChoiceField(
        label=_("Shape"),
        choices=[(one.value, name) for one, name in SHAPES.items()],
        widget=forms.RadioSelect,
    )
    colour = forms.CharField(label=_("Colour"), widget=forms.TextInput(attrs={"type": "color"}))
    second = forms.CharField(label=_("Second colour"), widget=forms.TextInput(attrs={"type": "color"}))
    ring = forms.ChoiceField(
        label=_("Ring"), choices=[(one.value, name) for one, name in RINGS.items()], widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Words"),
        max_length=MAX_LETTERS,
        required=False,
        help_text=_("One to three words, or none."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    icon = forms.ChoiceField(
        label=_("Icon"), choices=[("", _("No icon")), *[(name, name) for name in ICONS]], required=False
    )

    def clean(self) -> dict[str, Any]:
        """Read the choices as a drawing; it is kept under ``drawing``."""
        cleaned = super().clean() or {}
        if not self.errors:
            try:
                cleaned["drawing"] = parse_drawing(
                    {name: cleaned[name] for name in ("shape", "colour", "second", "ring", "text", "icon")}
                )
            except DocumentError as error:
                name = error.where.strip("/")
                self.add_error(name if name in self.fields else None, say(error))
        return cleaned


def drawing_form(drawing: Drawing, data: Mapping[str, Any] | None = None) -> DrawingForm:
    """Return the form that begins with ``drawing``."""
    return DrawingForm(data, initial=format_drawing(drawing))


class UploadForm(forms.Form):
    """An image from the person's machine."""

    image = forms.FileField(
        label=_("PNG or SVG"),
        help_text=_("At most 1 MB, best square and at least 400 pixels wide."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/svg+xml"}),
    )


class CaptionForm(forms.Form):
    """What the image shows, for those who cannot see it."""

    caption = forms.CharField(
        label=_("What does the image show?"),
        max_length=300,
        required=False,
        help_text=_("For people who cannot see it."),
    )
