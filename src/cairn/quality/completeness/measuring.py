"""How complete an Achievement or a credential is, and its class.

The figure of a list is the share of its counted elements that are told, those told in part counting half.
``tests/cairn/quality/completeness/test_measuring.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cairn.errors import UsageError
from cairn.quality.completeness.ctdl import CTDL_ELEMENTS
from cairn.quality.completeness.elements import (
    WEIGHTS,
    Collection,
    Element,
    Presence,
    Reading,
    Standing,
    read_element,
)
from cairn.quality.completeness.european import EU_ELEMENTS
from cairn.quality.completeness.seen import see_achievement, see_credential
from cairn.quality.completeness.trusted import Classification, classify

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject
    from cairn.quality.completeness.elements import Readings
    from cairn.quality.completeness.seen import Seen

ELEMENTS: Final = (*EU_ELEMENTS, *CTDL_ELEMENTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many elements are told, told in part and missing, and the figure that follows.

    >>> Share(present=8, partly=1, missing=1).figure
    0.85
    """

    present: int
    partly: int
    missing: int

    @property
    def figure(self) -> float:
        """``(present + partly / 2) / (present + partly + missing)``, from 0 to 1; 1 where nothing counts."""
        counted = self.present + self.partly + self.missing
        if not counted:
            return 1.0
        return (self.present + WEIGHTS[Presence.PARTLY] * self.partly) / counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """Every element as the document tells it, and the class that it comes to."""

    readings: Readings
    microcredential: Classification

    @property
    def figure(self) -> float:
        """The figure of the EU's mandatory elements, from 0 to 1."""
        return self.share(Collection.EU, Standing.MANDATORY).figure

    def share(self, collection: Collection, standing: Standing) -> Share:
        """Return how much of a list is told."""
        told = [row.presence for row in self.of(collection, standing)]
        return Share(
            present=told.count(Presence.PRESENT),
            partly=told.count(Presence.PARTLY),
            missing=told.count(Presence.MISSING),
        )

    def of(self, collection: Collection, standing: Standing) -> Readings:
        """Return the elements of a list, in its order."""
        return tuple(
            [row for row in self.readings if row.collection is collection and row.standing is standing]
        )

    def open(self, collection: Collection, standing: Standing) -> Readings:
        """Return the elements of a list that are missing or told in part: what there is to do."""
        return tuple([row for row in self.of(collection, standing) if row.presence in _OPEN])


_OPEN: Final = (Presence.MISSING, Presence.PARTLY)


def measure_achievement(achievement: JsonObject, *, issuer: JsonObject | None = None) -> Completeness:
    """Return how complete an Achievement is, before anybody is given it.

    ``issuer`` is the Profile that will award it; pointers that begin with ``/issuer`` are into it, and all
    others into the Achievement. What only an award can tell is marked as told elsewhere.
    """
    return _measure(see_achievement(achievement, issuer=issuer))


def measure_credential(credential: JsonObject) -> Completeness:
    """Return how complete an AchievementCredential is, signed or not; pointers are into it."""
    return _measure(see_credential(credential))


def element(code: str) -> Element:
    """Return the element of a code.

    Raises ``UsageError`` ``completeness.unknown_element``.
    """
    for candidate in ELEMENTS:
        if candidate.code == code:
            return candidate
    raise UsageError("completeness.unknown_element", f"There is no element {code!r}.")


def _measure(seen: Seen) -> Completeness:
    readings: list[Reading] = [read_element(row, seen) for row in ELEMENTS]
    return Completeness(readings=tuple(readings), microcredential=classify(seen))
