"""The elements of a micro-credential by the Council Recommendation 2022/C 243/02, Annex I.

Eleven are mandatory and five optional; ``docs/algorithms/completeness.md`` says how each is looked for.
``tests/cairn/quality/completeness/test_european.py`` has for each a document that tells it, one that tells it
in part where that can be, and one that does not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cairn.canonical import timestamps
from cairn.credentials.concepts import CreditSystem, TargetType
from cairn.credentials.view import objects
from cairn.errors import DocumentError
from cairn.quality.completeness.elements import (
    ELSEWHERE,
    MISSING,
    Collection,
    Element,
    Look,
    Presence,
    Standing,
    partly,
    present,
)
from cairn.quality.completeness.seen import text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from cairn.quality.completeness.seen import Row, Seen

_COUNTRY_CODE: Final = re.compile(r"[A-Z]{2}")
_LETTER: Final = re.compile(r"[^\W\d_]")
WITH_THE_AWARD: Final = "It is told with each award."


def _learner(seen: Seen) -> Look:
    if not seen.is_award:
        return ELSEWHERE
    named = [place for place, _ in objects(seen.subject, "identifier")]
    identifier = text_of(seen.subject, "id")
    if named:
        return present(*[seen.subject_at + place for place in named])
    if identifier.startswith("did:"):
        return present(f"{seen.subject_at}/id")
    return partly(f"{seen.subject_at}/id") if identifier else MISSING


def _title(seen: Seen) -> Look:
    name = text_of(seen.achievement, "name")
    if _LETTER.search(name):
        return present(f"{seen.at}/name")
    return partly(f"{seen.at}/name") if name else MISSING


def _country(seen: Seen) -> Look:
    if not seen.issuer_at:
        return ELSEWHERE
    for place, address in objects(seen.issuer, "address"):
        at = seen.issuer_at + place
        if _COUNTRY_CODE.fullmatch(text_of(address, "addressCountryCode")):
            return present(f"{at}/addressCountryCode")
        for name in ("addressCountryCode", "addressCountry", "addressRegion", "addressLocality"):
            if text_of(address, name):
                return partly(f"{at}/{name}")
    return MISSING


def _awarding_body(seen: Seen) -> Look:
    if not seen.issuer_at:
        return ELSEWHERE
    told = [name for name in ("id", "name") if text_of(seen.issuer, name)]
    where = [f"{seen.issuer_at}/{name}" for name in told]
    if len(told) == 2:
        return present(*where)
    return partly(*where) if told else MISSING


def _date(seen: Seen) -> Look:
    if not seen.is_award:
        return ELSEWHERE
    for name in ("awardedDate", "validFrom", "issuanceDate"):
        text = text_of(seen.credential, name)
        if text:
            return present(f"/{name}") if _is_moment(text) else partly(f"/{name}")
    return MISSING


def _is_moment(text: str) -> bool:
    try:
        timestamps.parse(text)
    except DocumentError:
        return False
    return True


def _outcomes(seen: Seen) -> Look:
    outcomes = seen.outcomes
    clear = [row.where for row in outcomes if row.is_readable]
    if clear:
        return present(*clear)
    vague = [row.where for row in (*outcomes, *seen.loose)]
    return partly(*vague) if vague else MISSING


def _workload(seen: Seen) -> Look:
    workload = _by_rows(seen, TargetType.WORKLOAD)
    if workload.presence is Presence.PRESENT:
        return workload
    credits_at = f"{seen.at}/creditsAvailable"
    amount = seen.achievement.get("creditsAvailable")
    if isinstance(amount, int | float) and not isinstance(amount, bool) and amount > 0:
        systems = [row for row in seen.rows.get(TargetType.CREDIT_SYSTEM, ()) if row.is_readable]
        if any(_is_ects(row) for row in systems):
            return present(credits_at, *[row.where for row in systems])
        return partly(credits_at)
    return workload


def _is_ects(row: Row) -> bool:
    ects = CreditSystem.ECTS.value
    return row.alignment.get("targetCode") == ects.code or row.alignment.get("targetUrl") == ects.url


def _level(seen: Seen) -> Look:
    rows = seen.rows.get(TargetType.LEVEL, ())
    clear = [row.where for row in rows if row.is_readable and _names_level(row)]
    if clear:
        return present(*clear)
    return partly(*[row.where for row in rows]) if rows else MISSING


def _names_level(row: Row) -> bool:
    url, code = text_of(row.alignment, "targetUrl"), text_of(row.alignment, "targetCode")
    if re.fullmatch(r"http://data\.europa\.eu/snb/eqf/[1-8]", url):
        return True
    return bool(code and text_of(row.alignment, "targetFramework"))


def _assessment(seen: Seen) -> Look:
    told = _by_rows(seen, TargetType.ASSESSMENT_TYPE)
    if told is not MISSING:
        return told
    described = [seen.at + place for place, _ in objects(seen.achievement, "resultDescription")]
    if described:
        return partly(*described)
    kind = seen.achievement.get("achievementType")
    return partly(f"{seen.at}/achievementType") if kind == "Assessment" else MISSING


def _participation(seen: Seen) -> Look:
    return _by_rows(seen, TargetType.PARTICIPATION)


def _quality_assurance(seen: Seen) -> Look:
    told = _by_rows(seen, TargetType.QUALITY_ASSURANCE)
    if told is not MISSING:
        return told
    endorsed = [
        f"{at}/{name}"
        for at, node in ((seen.at, seen.achievement), (seen.issuer_at, seen.issuer))
        for name in ("endorsement", "endorsementJwt")
        if node.get(name)
    ]
    return partly(*endorsed) if endorsed else MISSING


def _prerequisites(seen: Seen) -> Look:
    return _by_rows(seen, TargetType.PREREQUISITE)


def _supervision(seen: Seen) -> Look:
    return _by_rows(seen, TargetType.SUPERVISION)


def _grade(seen: Seen) -> Look:
    described = [seen.at + place for place, _ in objects(seen.achievement, "resultDescription")]
    results = [seen.subject_at + place for place, _ in objects(seen.subject, "result")]
    if seen.is_award and results:
        return present(*results)
    if described:
        return partly(*described) if seen.is_award else present(*described)
    return MISSING


def _stackability(seen: Seen) -> Look:
    told = _by_rows(seen, TargetType.STACKS_INTO)
    if told is not MISSING:
        return told
    systems = [row.where for row in seen.rows.get(TargetType.CREDIT_SYSTEM, ()) if row.is_readable]
    return partly(*systems) if systems else MISSING


def _further_information(seen: Seen) -> Look:
    for place, criteria in objects(seen.achievement, "criteria"):
        told = [name for name in ("narrative", "id") if text_of(criteria, name)]
        if told:
            return present(*[f"{seen.at}{place}/{name}" for name in told])
    return partly(f"{seen.at}/description") if text_of(seen.achievement, "description") else MISSING


def _by_rows(seen: Seen, kind: TargetType) -> Look:
    rows = seen.rows.get(kind, ())
    clear = [row.where for row in rows if row.is_readable]
    if clear:
        return present(*clear)
    return partly(*[row.where for row in rows]) if rows else MISSING


def _mandatory(
    code: str, title: str, look: Callable[[Seen], Look], *, add: str, complete: str, elsewhere: str = ""
) -> Element:
    return Element(
        code=code,
        collection=Collection.EU,
        standing=Standing.MANDATORY,
        title=title,
        add=add,
        complete=complete,
        elsewhere=elsewhere,
        look=look,
    )


def _optional(code: str, title: str, look: Callable[[Seen], Look], *, add: str, complete: str) -> Element:
    return Element(
        code=code,
        collection=Collection.EU,
        standing=Standing.OPTIONAL,
        title=title,
        add=add,
        complete=complete,
        look=look,
    )


EU_ELEMENTS: Final = (
    _mandatory(
        "eu.learner",
        "Identification of the learner",
        _learner,
        add="Say whom it is for: a hashed e-mail address or a DID.",
        complete="Add an identifier, such as a hashed e-mail address, beside the id.",
        elsewhere=WITH_THE_AWARD,
    ),
    _mandatory(
        "eu.title",
        "Title of the micro-credential",
        _title,
        add="Give it a name.",
        complete="Give it a name in words.",
    ),
    _mandatory(
        "eu.country",
        "Country or region of the issuer",
        _country,
        add="Add the country to the address of the organisation.",
        complete="Add the country to the address of the organisation as a code of two capital letters.",
        elsewhere="It is told by the profile of the organisation that awards it.",
    ),
    _mandatory(
        "eu.awarding_body",
        "Awarding body",
        _awarding_body,
        add="Name the organisation that awards it.",
        complete="Give both the name and the id of the organisation that awards it.",
        elsewhere="It is told by the profile of the organisation that awards it.",
    ),
    _mandatory(
        "eu.date",
        "Date of issuing",
        _date,
        add="Add the date on which it was awarded.",
        complete="Write the date with its time and time zone.",
        elsewhere=WITH_THE_AWARD,
    ),
    _mandatory(
        "eu.outcomes",
        "Learning outcomes",
        _outcomes,
        add="Add at least one skill, or a learning outcome in your own words.",
        complete="Say of which kind the alignments are, with a name and an address for each.",
    ),
    _mandatory(
        "eu.workload",
        "Notional workload",
        _workload,
        add="Add the hours of learning, or ECTS credits.",
        complete="Say what the credits count, such as ECTS, or add the hours of learning.",
    ),
    _mandatory(
        "eu.level",
        "Level of the learning",
        _level,
        add="Add the level, such as one of the European Qualifications Framework, if there is one.",
        complete="Say which framework the level is of, and which level it is.",
    ),
    _mandatory(
        "eu.assessment",
        "Type of assessment",
        _assessment,
        add="Say how the learning is assessed.",
        complete="Say how the learning is assessed with a word of the list.",
    ),
    _mandatory(
        "eu.participation",
        "Form of participation",
        _participation,
        add="Say how people take part: online, on site, blended or otherwise.",
        complete="Say how people take part with a word of the list.",
    ),
    _mandatory(
        "eu.quality_assurance",
        "Type of quality assurance",
        _quality_assurance,
        add="Say who or what assures the quality, and where that can be looked up.",
        complete="Say of which type the quality assurance is, by whom, and where that can be looked up.",
    ),
    _optional(
        "eu.prerequisites",
        "Prerequisites",
        _prerequisites,
        add="Name what has to be held before, if there is anything.",
        complete="Give each prerequisite a name and an address.",
    ),
    _optional(
        "eu.supervision",
        "Supervision and identity check during assessment",
        _supervision,
        add="Say whether the assessment is supervised and whether identity is checked.",
        complete="Say with a word of the list whether the assessment is supervised and identity checked.",
    ),
    _optional(
        "eu.grade",
        "Grade",
        _grade,
        add="Describe the grade or result that there can be.",
        complete="Add the result that this learner reached.",
    ),
    _optional(
        "eu.stackability",
        "Integration and stackability",
        _stackability,
        add="Name what this counts towards, if there is anything.",
        complete="Name what the credits count towards.",
    ),
    _optional(
        "eu.further_information",
        "Further information",
        _further_information,
        add="Describe what has to be done, or name a page that tells it.",
        complete="Add to the description what has to be done, in the criteria.",
    ),
)
"""The elements in the order of the Annex; ``complete`` is used only where one can be told in part."""
