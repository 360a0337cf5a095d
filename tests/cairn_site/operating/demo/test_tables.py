from __future__ import annotations

import random
from collections import Counter

from cairn_site.designing.content import ResultField, ResultKind, RubricLevel
from cairn_site.operating.demo.cast import learners
from cairn_site.operating.demo.designs import design
from cairn_site.operating.demo.tables import MISTAKES, draw, write_table


def test_a_table_is_the_same_for_the_same_chance_and_spoilt_in_three_rows_only() -> None:
    content = design("data-analysis").content
    plain, again, spoilt = (
        write_table(content, learners(12), chance=random.Random(1), is_spoilt=is_spoilt)
        for is_spoilt in (False, False, True)
    )
    assert plain == again
    lines = zip(plain.splitlines(), spoilt.splitlines(), strict=True)
    assert sum(one != other for one, other in lines) == len(MISTAKES) == 3


def test_a_table_speaks_the_language_of_its_achievement() -> None:
    text = write_table(design("clima-local").content, learners(12), chance=random.Random(1)).decode(
        "utf-8-sig"
    )
    assert text.startswith("name,email,result:Calificación,credits_earned")


def test_every_result_suffices_and_the_best_is_rarer() -> None:
    chance = random.Random(1)
    levels = tuple(RubricLevel(name={"en": name}) for name in ("low", "enough", "best"))
    rubric = ResultField(key="r", kind=ResultKind.RUBRIC, required="2", levels=levels)
    drawn = Counter(draw(rubric, language="en", chance=chance) for _ in range(300))
    assert drawn["low"] == 0
    assert drawn["enough"] > drawn["best"] > 0
    percent = ResultField(key="p", kind=ResultKind.PERCENT, required="60")
    assert all(60 <= int(draw(percent, language="en", chance=chance)) <= 100 for _ in range(300))
    assert draw(ResultField(key="s", kind=ResultKind.STATUS), language="en", chance=chance) == "Completed"
