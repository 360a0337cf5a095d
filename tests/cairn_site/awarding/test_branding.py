"""The look of an organisation: its colour is one that can be read."""

from __future__ import annotations

import pytest

from cairn.errors import DocumentError
from cairn_site.awarding.branding import ACCENT, check_accent, contrast_with_white, design_of, look_of
from cairn_site.awarding.certificates.design import CertificateDesign
from factories.site import make_organisation


def test_an_organisation_looks_as_from_the_start_until_it_chooses() -> None:
    organisation = make_organisation()

    assert look_of(organisation).accent == ACCENT
    assert design_of(organisation.id) == CertificateDesign(accent=ACCENT)


@pytest.mark.parametrize(("colour", "contrast"), [("#000000", 21.0), ("#ffffff", 1.0), ("#777777", 4.48)])
def test_contrast_is_that_of_wcag(colour: str, contrast: float) -> None:
    assert contrast_with_white(colour) == pytest.approx(contrast, abs=0.005)


@pytest.mark.parametrize(
    ("colour", "code"),
    [
        ("#777777", "branding.contrast"),
        ("red", "branding.colour"),
        ('#1c5d5a" onload="alert(1)', "branding.colour"),
        ("#fff", "branding.colour"),
    ],
)
def test_colours_that_cannot_be_used_are_refused(colour: str, code: str) -> None:
    with pytest.raises(DocumentError) as caught:
        check_accent(colour)

    assert caught.value.code == code
