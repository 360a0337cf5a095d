"""The forms in which mails and certificates are changed.

``tests/cairn_site/awarding/test_template_forms.py`` proves it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn_site.awarding.certificates.design import (
    LAYOUT_NAMES,
    MAX_LINE,
    PART_NAMES,
    TEXT_FIELDS,
    CertificateText,
    Layout,
    Part,
)
from cairn_site.awarding.letter_markup import MAX_BODY
from cairn_site.awarding.letters import MAX_SUBJECT, Wording

if TYPE_CHECKING:
    from cairn_site.awarding.certificates.design import CertificateDesign


class LetterForm(forms.Form):
    """The words of a mail."""

    subject = forms.CharField(max_length=MAX_SUBJECT, label=_("Subject"))
    body = forms.CharField(
        max_length=MAX_BODY,
        label=_("Text"),
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "true"}),
        help_text=_("An empty line ends a paragraph."),
    )

    def wording(self) -> Wording:
        """Return what was written."""
        return Wording(subject=self.cleaned_data["subject"], body=self.cleaned_data["body"], is_own=True)


class DesignForm(forms.Form):
    """How certificates look, and what they say in one language."""

    layout = forms.ChoiceField(
        label=_("Design"),
        choices=[(one.value, LAYOUT_NAMES[one]) for one in Layout],
        widget=forms.RadioSelect,
    )
    accent = forms.CharField(
        max_length=7,
        label=_("Colour"),
        widget=forms.TextInput(attrs={"type": "color"}),
        help_text=_("It is the colour of your mails too."),
    )
    heading = forms.CharField(required=False, max_length=MAX_LINE, label=_("Heading"))
    before = forms.CharField(required=False, max_length=MAX_LINE, label=_("Words before the name"))
    after = forms.CharField(required=False, max_length=MAX_LINE, label=_("Words after the name"))
    footer = forms.CharField(required=False, max_length=MAX_LINE, label=_("Words beside the address"))
    signatory_name = forms.CharField(required=False, max_length=100, label=_("Who signs"))
    signatory_title = forms.CharField(required=False, max_length=100, label=_("As what"))
    shown = forms.MultipleChoiceField(
        required=False,
        label=_("What it shows"),
        choices=[(one.value, PART_NAMES[one]) for one in Part],
        widget=forms.CheckboxSelectMultiple,
    )

    @classmethod
    def initial_of(cls, design: CertificateDesign, language: str) -> dict[str, Any]:
        """Return what stands in the form at first."""
        text = design.texts.get(language, CertificateText())
        return {
            "layout": design.layout.value,
            "accent": design.accent,
            "signatory_name": design.signatory_name,
            "signatory_title": design.signatory_title,
            "shown": [part.value for part in Part if design.shows(part)],
            **{name: getattr(text, name) for name in TEXT_FIELDS},
        }

    def design(self, before: CertificateDesign, language: str) -> CertificateDesign:
        """Return what was chosen; the words in other languages stay as they were."""
        data = self.cleaned_data
        text = CertificateText(**{name: data[name] for name in TEXT_FIELDS})
        texts = {**before.texts, language: text}
        if text == CertificateText():
            texts.pop(language)
        return replace(
            before,
            layout=Layout(data["layout"]),
            accent=data["accent"],
            signatory_name=data["signatory_name"],
            signatory_title=data["signatory_title"],
            hidden=frozenset(part for part in Part if part.value not in data["shown"]),
            texts=texts,
        )
