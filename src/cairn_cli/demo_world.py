"""The world of ``cairn demo --library``: a college, one achievement, a table with the usual mistakes.

Everything follows from fixed text and one seed, so that a second run finds what the first one made.
``tests/cairn_cli/test_demo_library.py`` proves it.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject

ORIGIN: Final = "https://credentials.northside.example"
SLUG: Final = "northside"
NAME: Final = "Northside College"
LEARNERS: Final = 10_000
_SEED: Final = 2026
_ID: Final = "urn:uuid:3a0c5f52-7c1e-4b6e-9a53-5d2f0f6f71"
_TEST: Final = f"{_ID}01"
_RUBRIC: Final = f"{_ID}02"
_COLUMNS: Final = (
    "name", "email", "valid_until", "evidence_url", "evidence_name", "narrative", "credits_earned", "term",
    "result:Supervised test", "result:Explains a label",
)  # fmt: skip
_GIVEN: Final = (
    "Ada", "Amina", "Björn", "Chidi", "Chloé", "Daniela", "Emre", "Fatima", "Giulia", "Hana", "Inés", "Ivan",
    "Jürgen", "Kofi", "Lena", "Liang", "María", "Mehmet", "Nadia", "Noor", "Ólafur", "Priya", "Quentin",
    "Rosa", "Sanna", "Søren", "Tariq", "Uma", "Věra", "Wei", "Yusuf", "Zoë",
)  # fmt: skip
_FAMILY: Final = (
    "Adeyemi", "Ångström", "Bauer", "Çelik", "Dvořák", "Eriksen", "Fernández", "García", "Haddad", "Iversen",
    "Jansen", "Kaya", "Kowalski", "Lindqvist", "Löw", "Martin", "Nguyen", "O'Neill", "Okafor", "Papadopoulos",
    "Quispe", "Rossi", "Šimić", "Tanaka", "Ünal", "Virtanen", "Weiß", "Xu", "Yılmaz", "Zhang",
)  # fmt: skip
_NARRATIVES: Final = (
    "Compared two labels and explained the difference to the assessor.",
    "Found the allergen that the front of the package did not name.",
    "Worked out the sugar of one portion, and said why portions mislead.",
    "",
)
_LEVELS: Final = ("Partly", "Clearly", "Clearly", "Convincingly")


def achievement() -> JsonObject:
    """Return the Achievement: typed criteria, two results, credits, a skill of ESCO and a level of EQF."""
    return {
        "id": f"{ORIGIN}/achievements/0198f2a4-6b1d-7c3e-8f20-4a6d1c9b7e55",
        "type": ["Achievement"],
        "name": "Reading a food label",
        "description": "Finds, compares and explains what the label on packaged food says.",
        "achievementType": "MicroCredential",
        "criteria": {
            "narrative": "1. Pass a **supervised test** of 20 items with at least 60 %.\n"
            "2. **Explain** the labels of two products to an assessor.\n\n"
            "Workload: 25 hours. Identity checked on site. One mark in ten is moderated.",
        },
        "creditsAvailable": 1,
        "fieldOfStudy": "Nutrition",
        "humanCode": "NUT-101",
        "inLanguage": "en",
        "version": "1",
        "alignment": [
            {
                "type": ["Alignment"],
                "targetName": "identify nutritional properties of food",
                "targetUrl": "http://data.europa.eu/esco/skill/2846ad39-6535-48cf-a4c4-64f0ae9066c1",
                "targetFramework": "ESCO",
                "targetType": "ext:ESCOSkill",
            },
            {
                "type": ["Alignment"],
                "targetName": "EQF level 4",
                "targetUrl": "http://data.europa.eu/snb/eqf/4",
                "targetFramework": "European Qualifications Framework",
                "targetType": "ext:EQFLevel",
            },
        ],
        "resultDescription": [
            {
                "id": _TEST,
                "type": ["ResultDescription"],
                "name": "Supervised test",
                "resultType": "Percent",
                "valueMin": "0",
                "valueMax": "100",
                "requiredValue": "60",
            },
            {
                "id": _RUBRIC,
                "type": ["ResultDescription"],
                "name": "Explains a label",
                "resultType": "RubricCriterionLevel",
                "rubricCriterionLevel": [
                    {
                        "id": f"{_ID}1{rank}",
                        "type": ["RubricCriterionLevel"],
                        "name": name,
                        "description": description,
                        "points": str(rank),
                    }
                    for rank, (name, description) in enumerate(
                        (
                            ("Partly", "Names what the label says, with help."),
                            ("Clearly", "Says what it means for one meal, alone."),
                            ("Convincingly", "Compares two products and advises somebody else."),
                        ),
                        1,
                    )
                ],
            },
        ],
        "tag": ["food", "labels", "nutrition"],
    }


def learners_csv(*, count: int = LEARNERS, with_mistakes: bool) -> bytes:
    """Return the table of learners; the same one with or without the mistakes that people make."""
    chance = random.Random(_SEED)  # noqa: S311
    rows = [_row(number, chance) for number in range(1, count + 1)]
    if with_mistakes:
        _spoil(rows)
    lines = [",".join(_COLUMNS), *(",".join(map(_quote, row)) for row in rows)]
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")


def _row(number: int, chance: random.Random) -> list[str]:
    with_evidence = number % 3 == 0
    return [
        f"{chance.choice(_GIVEN)} {chance.choice(_FAMILY)}",
        f"learner.{number:05d}@northside.example.edu",
        "2031-12-31" if number % 2 else "",
        f"https://portfolio.northside.example.edu/{number:05d}" if with_evidence else "",
        "Recording of the explanation" if with_evidence else "",
        chance.choice(_NARRATIVES),
        "1",
        "Autumn 2026",
        str(chance.randint(60, 100)),
        chance.choice(_LEVELS),
    ]


def _spoil(rows: list[list[str]]) -> None:
    """Put one mistake each into some rows, as they come from registers and spreadsheets."""
    mistakes = (
        ("email", "learner.00057_at_northside.example.edu"),
        ("valid_until", "31.12.2031"),
        ("result:Supervised test", "104"),
        ("result:Explains a label", "Clearley"),
        ("name", "ZoÃ« Ã…ngstrÃ¶m"),
        ("email", rows[0][1]),
        ("credits_earned", "1,5"),
        ("evidence_url", "portfolio.northside.example.edu/one page"),
    )
    step = max(1, len(rows) // (len(mistakes) + 1))
    for place, (column, value) in enumerate(mistakes, 1):
        rows[min(place * step, len(rows) - 1)][_COLUMNS.index(column)] = value


def _quote(cell: str) -> str:
    return f'"{cell}"' if "," in cell else cell
