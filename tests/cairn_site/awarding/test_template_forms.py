"""The forms of mails and certificates."""

from __future__ import annotations

from cairn_site.awarding.certificates.design import CertificateDesign, CertificateText, Layout, Part
from cairn_site.awarding.template_forms import DesignForm


def test_words_in_other_languages_stay() -> None:
    before = CertificateDesign(accent="#000000", texts={"es": CertificateText(heading="Diploma")})
    form = DesignForm({"layout": "band", "accent": "#1c5d5a", "heading": "Award", "shown": ["code"]})
    assert form.is_valid()

    after = form.design(before, "en")

    assert after.texts == {"es": CertificateText(heading="Diploma"), "en": CertificateText(heading="Award")}
    assert after.layout is Layout.BAND
    assert after.hidden == frozenset(Part) - {Part.CODE}


def test_what_stands_in_the_form_gives_the_same_design() -> None:
    design = CertificateDesign(
        accent="#1c5d5a", hidden=frozenset({Part.LOGO}), texts={"en": CertificateText(before="x")}
    )
    form = DesignForm(DesignForm.initial_of(design, "en"))

    assert form.is_valid()
    assert form.design(design, "en") == design
