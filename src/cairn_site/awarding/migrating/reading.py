"""An upload read and planned piece by piece, so that a worker that is killed loses one piece at most.

What is read from the file is kept in memory between the steps and only saves work: another worker reads the
file anew and goes on where the cursor says.
``tests/cairn_site/awarding/migrating/test_reading.py`` proves it.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from cairn.canonical.canonizer import Canonizer
from cairn.credentials import contexts
from cairn.errors import CairnError
from cairn_site.awarding.migrating.archives import read_files
from cairn_site.awarding.migrating.collecting import Problem, collect
from cairn_site.awarding.migrating.composing import identify
from cairn_site.awarding.migrating.planning import (
    MAX_CLASSES,
    names_by_assertion,
    plan_award,
    plan_class,
    problem_of,
    rows_as_assertions,
)
from cairn_site.awarding.migrating.plans import PlannedClass, Setting, Summary
from cairn_site.awarding.migrating.states import move_programme
from cairn_site.awarding.models import Award, ItemKind, ProgrammeItem, ProgrammeState
from cairn_site.designing.queries import publisher_of
from cairn_site.organisations.issuer_documents import build_issuer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from cairn_site.awarding.migrating.archives import SourceFile
    from cairn_site.awarding.migrating.collecting import Found
    from cairn_site.awarding.models import Programme
    from cairn_site.organisations.permissions import Organisation

PIECE: Final = 50
"""How many Assertions one step plans."""

_MAX_KEPT: Final = 2


class Reading:
    """The files of one programme, read and understood."""

    def __init__(
        self, programme: Programme, files: Sequence[SourceFile], *, organisation: Organisation, now: datetime
    ) -> None:
        self.collection = collect(files)
        self.setting = Setting(
            publisher=publisher_of(organisation.id, now=now),
            issuer=build_issuer(organisation),
            seed=bytes(programme.seed),
            language=programme.language,
            now=now,
            canonizer=Canonizer(contexts.load),
        )
        self.problems: list[Problem] = list(self.collection.problems)
        self.classes: dict[str, PlannedClass] = {}
        for source, found in self.collection.badges.items():
            if len(self.classes) >= MAX_CLASSES:
                self.problems.append(
                    Problem(
                        place=found.place,
                        code="programme.too_many_classes",
                        message=f"A programme has at most {MAX_CLASSES:,} badges.",
                        mend="Bring the rest in another export.",
                    )
                )
                continue
            try:
                self.classes[source] = plan_class(source, found, self.collection, setting=self.setting)
            except CairnError as error:
                self.problems.append(problem_of(found.place, error))
        self.names = names_by_assertion(self.collection)
        self.awards: list[tuple[str, Found]] = [
            *self.collection.assertions.items(),
            *rows_as_assertions(self.collection, classes=self.classes, problems=self.problems),
        ]


_readings: Final[OrderedDict[UUID, Reading]] = OrderedDict()


def read_piece(
    programme: Programme,
    *,
    organisation: Organisation,
    position: int,
    now: datetime,
    data: bytes | None = None,
) -> tuple[int, int, bool]:
    """Plan the next Assertions in the transaction at work.

    Returns where the next piece begins, how many there are, and whether that was the last piece.
    """
    reading = _readings.get(programme.id)
    if reading is None:
        if data is None:
            with programme.file.open("rb") as file:
                data = bytes(file.read())
        reading = Reading(
            programme, read_files(data, name=programme.file_name), organisation=organisation, now=now
        )
        _readings[programme.id] = reading
        while len(_readings) > _MAX_KEPT:
            _readings.popitem(last=False)
    summary = Summary.from_json(programme.plan)
    if position == 0:
        _begin(programme, reading, summary)
    piece = reading.awards[position : position + PIECE]
    _plan(programme, piece, reading, summary)
    position += len(piece)
    is_last = position >= len(reading.awards)
    programme.plan = summary.as_json()
    if is_last:
        move_programme(programme, ProgrammeState.PLANNED)
        forget(programme.id)
    programme.save(update_fields=["plan", "state"])
    return position, len(reading.awards), is_last


def forget(programme_id: UUID) -> None:
    """Let go of what is kept in memory."""
    _readings.pop(programme_id, None)


def _begin(programme: Programme, reading: Reading, summary: Summary) -> None:
    """Write down the achievements, and what was found beside them."""
    for problem in reading.problems:
        summary.add_problem(problem)
    summary.unread = reading.collection.unread[:100]
    issuers = {planned.issuer.id: planned.issuer.name for planned in reading.classes.values()}
    summary.issuers = [{"id": identifier, "name": name} for identifier, name in issuers.items()][:20]
    summary.counts["achievements"] = len(reading.classes)
    items = []
    for number, planned in enumerate(reading.classes.values()):
        summary.add_losses(planned.losses, place=planned.place)
        items.append(
            ProgrammeItem(
                programme_id=programme.id,
                number=number,
                kind=ItemKind.ACHIEVEMENT,
                source=planned.source[:1000],
                place=planned.place[:1000],
                content={
                    "name": planned.name,
                    "content": planned.content,
                    "losses": [reason for _, reason in planned.losses],
                },
                picture=planned.picture,
            )
        )
    ProgrammeItem.objects.bulk_create(items)


def _plan(
    programme: Programme, piece: Sequence[tuple[str, Found]], reading: Reading, summary: Summary
) -> None:
    seed = bytes(programme.seed)
    identifiers = {source: identify(seed, source).uuid for source, _ in piece}
    here = set(
        Award.objects.filter(
            organisation_id=programme.organisation_id, id__in=identifiers.values()
        ).values_list("id", flat=True)
    )
    number = summary.counts["achievements"] + summary.counts["awards"]
    items = []
    for source, found in piece:
        try:
            planned = plan_award(
                source,
                found,
                reading.collection,
                classes=reading.classes,
                names=reading.names,
                setting=reading.setting,
            )
        except CairnError as error:
            summary.add_problem(problem_of(found.place, error))
            continue
        summary.add_losses(planned.losses, place=planned.place)
        summary.counts["awards"] += 1
        summary.counts[f"of {planned.content['class']}"] += 1
        summary.counts["revoked"] += planned.is_revoked
        summary.counts["expired"] += planned.has_expired and not planned.is_revoked
        summary.counts["here"] += identifiers[source] in here
        summary.counts["reachable"] += bool(planned.address)
        items.append(
            ProgrammeItem(
                programme_id=programme.id,
                number=number,
                kind=ItemKind.AWARD,
                source=planned.source[:1000],
                place=planned.place[:1000],
                address=planned.address,
                content=planned.content,
                original=planned.original,
            )
        )
        number += 1
    ProgrammeItem.objects.bulk_create(items)
