"""What can be chosen for a certificate."""

from __future__ import annotations

import pytest

from cairn.errors import DocumentError
from cairn_site.awarding.certificates.design import (
    CertificateDesign,
    CertificateText,
    check_text,
    default_text,
    words_of,
)

VALUES = {"holder": "Ada", "achievement": "Data", "issuer": "Northside", "date": "1 May"}


def test_gaps_are_filled_with_the_words_from_the_start() -> None:
    design = CertificateDesign(
        accent="#000000", texts={"en": CertificateText(after="has done it at {issuer}")}
    )

    words = words_of(design, "en", values=VALUES)

    assert words.after == "has done it at Northside"
    assert words.before == default_text("en").before


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        (CertificateText(before="{nobody}"), "letter.unknown_placeholder", "before, line 1, column 1"),
        (CertificateText(footer="x" * 201), "certificate.too_long", "footer"),
    ],
)
def test_words_that_cannot_be_used_are_refused(text: CertificateText, code: str, where: str) -> None:
    with pytest.raises(DocumentError) as caught:
        check_text(text)

    assert (caught.value.code, caught.value.where) == (code, where)
