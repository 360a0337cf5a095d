"""What an element of a list is, how it may be told, and what a document was found to tell of it.

The texts are English and each has a key that never changes (``eu.workload.add``), so that a page can show
them in another language. ``tests/cairn/quality/completeness/test_elements.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from cairn.quality.completeness.seen import Seen


class Collection(StrEnum):
    """The list that an element is of."""

    EU = "eu"
    CTDL = "ctdl"


class Standing(StrEnum):
    """Whether a list asks for an element, or only welcomes it."""

    MANDATORY = "mandatory"
    OPTIONAL = "optional"


class Presence(StrEnum):
    """How far an element is told.

    ``ELSEWHERE`` is for what this document is not the place of: an Achievement does not name the learner. It
    is not counted.
    """

    PRESENT = "present"
    PARTLY = "partly"
    MISSING = "missing"
    ELSEWHERE = "elsewhere"


WEIGHTS: Final = {Presence.PRESENT: 1.0, Presence.PARTLY: 0.5, Presence.MISSING: 0.0}
"""What an element adds to the figure; one that is told elsewhere is left out of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was found of one element: how far it is told, and the pointers of the places that tell it."""

    presence: Presence
    where: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One element of a list.

    ``add`` says what to do where it is missing, ``complete`` where it is told in part, and ``elsewhere``
    where it will be told.
    """

    code: str
    collection: Collection
    standing: Standing
    title: str
    add: str
    complete: str
    look: Callable[[Seen], Look]
    elsewhere: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One element as a document tells it; ``mend`` is empty where there is nothing to do."""

    code: str
    collection: Collection
    standing: Standing
    presence: Presence
    where: tuple[str, ...]
    title: str
    title_key: str
    mend: str
    mend_key: str


_MENDS: Final = {Presence.MISSING: "add", Presence.PARTLY: "complete", Presence.ELSEWHERE: "elsewhere"}
Readings: TypeAlias = tuple[Reading, ...]


def read_element(element: Element, seen: Seen) -> Reading:
    """Return what a document tells of one element."""
    found = element.look(seen)
    kind = _MENDS.get(found.presence, "")
    mend = getattr(element, kind) if kind else ""
    return Reading(
        code=element.code,
        collection=element.collection,
        standing=element.standing,
        presence=found.presence,
        where=found.where,
        title=element.title,
        title_key=f"{element.code}.title",
        mend=mend,
        mend_key=f"{element.code}.{kind}" if mend else "",
    )


def texts_of(element: Element) -> dict[str, str]:
    """Return every text of an element by its key, for translation.

    >>> from cairn.quality.completeness.european import EU_ELEMENTS
    >>> texts_of(EU_ELEMENTS[1])["eu.title.title"]
    'Title of the micro-credential'
    """
    texts = {
        f"{element.code}.title": element.title,
        f"{element.code}.add": element.add,
        f"{element.code}.complete": element.complete,
        f"{element.code}.elsewhere": element.elsewhere,
    }
    return {key: text for key, text in texts.items() if text}


def present(*where: str) -> Look:
    """Return that an element is told, and where."""
    return Look(presence=Presence.PRESENT, where=where)


def partly(*where: str) -> Look:
    """Return that an element is told in part, and where."""
    return Look(presence=Presence.PARTLY, where=where)


MISSING: Final = Look(presence=Presence.MISSING)
ELSEWHERE: Final = Look(presence=Presence.ELSEWHERE)
