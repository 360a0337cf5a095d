"""An image is a picture.

``tests/cairn/quality/lint/rules/test_image_not_picture.py`` has its samples.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cairn.quality.completeness.seen import text_of
from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope
from cairn.quality.lint.members import images_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.parts import Part

_DATA: Final = re.compile(r"data:image/(?:png|svg\+xml|jpeg|webp|gif)[;,]", re.IGNORECASE)
_OTHER: Final = re.compile(r"\.(?:pdf|html?|docx?|odt|txt|json|zip|mp4|mov|pptx?)(?:[?#]|\Z)", re.IGNORECASE)


def _check(part: Part) -> Iterator[Hit]:
    for place, image in images_of(part):
        address = text_of(image, "id")
        is_data = address.startswith("data:")
        if (is_data and not _DATA.match(address)) or (not is_data and _OTHER.search(address)):
            yield Hit(where=f"{place}/id")


RULE: Final = Rule(
    code="lint.image_not_picture",
    severity=LintSeverity.ERROR,
    scopes=(Scope.ACHIEVEMENT, Scope.FRAME, Scope.ROW),
    message="The image is not a picture.",
    mend="Give the address of a PNG or SVG, or the data of one.",
    reason="Readers show a broken frame, and the credential cannot be baked into it.",
    check=_check,
)
