"""What an Achievement or a credential tells of what the EU and CTDL ask for, and its TrustEd class."""

from cairn.quality.completeness.elements import (
    Collection,
    Element,
    Presence,
    Reading,
    Standing,
    texts_of,
)
from cairn.quality.completeness.measuring import (
    ELEMENTS,
    Completeness,
    Share,
    element,
    measure_achievement,
    measure_credential,
)
from cairn.quality.completeness.trusted import (
    REQUIREMENTS,
    Classification,
    MicrocredentialClass,
    Requirement,
    RequirementReading,
)

__all__ = [
    "ELEMENTS",
    "REQUIREMENTS",
    "Classification",
    "Collection",
    "Completeness",
    "Element",
    "MicrocredentialClass",
    "Presence",
    "Reading",
    "Requirement",
    "RequirementReading",
    "Share",
    "Standing",
    "element",
    "measure_achievement",
    "measure_credential",
    "texts_of",
]
