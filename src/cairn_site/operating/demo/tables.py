"""Tables of learners as organisations upload them, with results as they come about.

``tests/cairn_site/operating/demo/test_tables.py`` proves it.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from cairn_site.designing.content import ResultKind

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from cairn_site.designing.content import Content, ResultField
    from cairn_site.operating.demo.cast import Learner

MISTAKES: Final = (
    ("email", "saoirse.devlin_at_people.example"),
    ("result", "108"),
    ("name", "ZoÃ« Papadaki"),
)
"""What is wrong in the three bad rows of a spoilt table: an address, a result, letters read wrongly."""


def write_table(
    content: Content, learners: Sequence[Learner], *, chance: random.Random, is_spoilt: bool = False
) -> bytes:
    """Return a table that awards ``content`` to ``learners``; with ``is_spoilt`` three rows are wrong."""
    titles = ["name", "email", *[f"result:{one.name[content.language]}" for one in content.results]]
    if content.credits is not None:
        titles.append("credits_earned")
    rows = []
    for learner in learners:
        results = [draw(one, language=content.language, chance=chance) for one in content.results]
        row = [learner.name, learner.address, *results]
        rows.append([*row, f"{content.credits:g}"] if content.credits is not None else row)
    if is_spoilt:
        for place, (column, text) in zip((2, 5, 8), MISTAKES, strict=True):
            index = next(number for number, title in enumerate(titles) if title.startswith(column))
            rows[place][index] = text
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows([titles, *rows])
    return written.getvalue().encode("utf-8-sig")


def draw(result: ResultField, *, language: str, chance: random.Random) -> str:
    """Return a result that suffices, more often near the middle than at either end."""
    if result.kind in (ResultKind.PERCENT, ResultKind.POINTS):
        low = float(result.required or 50)
        high = 100.0 if result.maximum is None else result.maximum
        return str(round(chance.triangular(low, high, low + (high - low) * 0.45)))
    if result.kind is ResultKind.GRADE:
        enough = result.allowed[result.allowed.index(result.required) if result.required else 0 :]
        return _choose(enough, chance=chance)
    if result.kind is ResultKind.RUBRIC:
        names = [level.name[language] for level in result.levels]
        return _choose(names[int(result.required or 1) - 1 :], chance=chance)
    return "Completed"


def _choose(enough: Sequence[str], *, chance: random.Random) -> str:
    """Return one of several, the better the rarer."""
    return chance.choices(enough, weights=[2.0**-place for place in range(len(enough))])[0]
