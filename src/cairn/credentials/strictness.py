"""Where our verdict differs from that of 1EdTech's JSON Schemas for Open Badges 3.0, one row a rule.

The schemas cannot say everything that the standard says, and refuse some that VC Data Model 2.0 allows.
Where we are stricter the finding is an error, where we are milder it is a warning, and advice is a warning on
what both accept. ``docs/reference/schema-differences.md`` is this table for readers.
``tests/cairn/credentials/test_strictness.py`` has a failing and a passing sample for each row, and holds the
rest equal to the schemas on samples and on random edits of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from cairn.credentials.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cairn.credentials.findings import Problem


class Stance(StrEnum):
    """How we stand to the schemas: we refuse what they accept, the other way round, or both accept."""

    STRICTER = "stricter"
    MILDER = "milder"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One rule: the codes of its findings, the place they must have (as an expression), and its reason."""

    name: str
    stance: Stance
    codes: frozenset[str]
    rule: str
    reason: str
    place: str = ""

    def covers(self, problem: Problem) -> bool:
        """Tell whether a problem comes from this rule."""
        if self.codes and problem.code not in self.codes:
            return False
        return not self.place or re.search(self.place, problem.where) is not None


def _row(name: str, stance: Stance, *codes: str, rule: str, reason: str, place: str = "") -> Difference:
    return Difference(name=name, stance=stance, codes=frozenset(codes), rule=rule, reason=reason, place=place)


_OPEN_PLACES: Final = r"/relatedResource(/|$)|/proof(/\d+)?/(id|expires)$"

DIFFERENCES: Final = (
    _row(
        "open_members",
        Stance.STRICTER,
        place=_OPEN_PLACES,
        rule="`relatedResource`, and `id` and `expires` of a proof, are judged.",
        reason="VC Data Model 2.0, section 5.3, and Data Integrity, section 2.1, define them; the schemas "
        "leave them open.",
    ),
    _row(
        "absolute_identifiers",
        Stance.STRICTER,
        "credential.not_absolute_uri",
        rule="What identifies a thing is an absolute URI.",
        reason="Open Badges 3.0, appendix B, says URI; the schemas say string. A relative one means "
        "something else in every place.",
    ),
    _row(
        "moments",
        Stance.STRICTER,
        "timestamp.malformed",
        "timestamp.no_such_day",
        "timestamp.out_of_range",
        "timestamp.leap_second",
        rule="A moment is a dateTimeStamp of XML Schema: a real day, years 0001 to 9999, no leap second.",
        reason="DateTimeZ in Open Badges 3.0, appendix B. In the draft that the schemas name `format` only "
        "annotates, so they let any text pass.",
    ),
    _row(
        "time_zones",
        Stance.STRICTER,
        "timestamp.no_zone",
        place=r"/(?!activity(Start|End)Date$)[^/]*$",
        rule="A moment has a time zone.",
        reason="DateTimeZ in Open Badges 3.0, appendix B.",
    ),
    _row(
        "activity_zones",
        Stance.ADVICE,
        "timestamp.no_zone",
        place=r"/activity(Start|End)Date$",
        rule="`activityStartDate` and `activityEndDate` should have a time zone.",
        reason="They decide nothing about validity, and many issuers write them without.",
    ),
    _row(
        "dates",
        Stance.STRICTER,
        "credential.not_a_date",
        rule="`dateOfBirth` is a day that exists.",
        reason="Date in Open Badges 3.0, appendix B; `format` only annotates.",
    ),
    _row(
        "extension_words",
        Stance.STRICTER,
        "credential.extension_misplaced",
        rule="A word of one's own begins with `ext:`.",
        reason="The standard says prefix; the pattern of the schemas has no anchor and finds it anywhere.",
    ),
    _row(
        "subject_identified",
        Stance.STRICTER,
        "credential.subject_unidentified",
        rule="A subject has an `id` or at least one `identifier`.",
        reason="Open Badges 3.0, B.1.3.",
    ),
    _row(
        "validity_order",
        Stance.STRICTER,
        "credential.period_reversed",
        rule="`validUntil` does not lie before `validFrom`.",
        reason="VC Data Model 2.0, section 4.9.",
    ),
    _row(
        "identity_hashes",
        Stance.STRICTER,
        "credential.identity_hash_malformed",
        rule="A hashed identity is `sha256$` and 64, or `md5$` and 32 hexadecimal digits.",
        reason="IdentityHash in Open Badges 3.0, appendix B; nobody can be matched to anything else.",
    ),
    _row(
        "result_described",
        Stance.STRICTER,
        "credential.result_unknown",
        rule="The `resultDescription` of a Result is the `id` of one in the Achievement.",
        reason="Open Badges 3.0, B.1.19.",
    ),
    _row(
        "result_values",
        Stance.STRICTER,
        "credential.value_not_allowed",
        "credential.value_out_of_range",
        rule="A `value` or `requiredValue` is one of `allowedValue`, and lies from `valueMin` to `valueMax`.",
        reason="Open Badges 3.0, B.1.20. Only plain decimal numbers, or values in the list of allowed ones, "
        "are compared.",
    ),
    _row(
        "result_levels",
        Stance.STRICTER,
        "credential.level_unknown",
        rule="An `achievedLevel` or `requiredLevel` is the `id` of a rubric level of the result description.",
        reason="Open Badges 3.0, B.1.19 and B.1.20.",
    ),
    _row(
        "result_status",
        Stance.STRICTER,
        "credential.status_missing",
        rule="A Result whose description has the `resultType` Status has a `status`.",
        reason="Open Badges 3.0, B.1.19.",
    ),
    _row(
        "ids_unique",
        Stance.STRICTER,
        "credential.duplicate_id",
        rule="Result descriptions and rubric levels of one Achievement have an `id` each of their own.",
        reason="Results link to them by `id` (Open Badges 3.0, B.1.20 and B.1.21).",
    ),
    _row(
        "depth",
        Stance.STRICTER,
        "credential.too_deep",
        rule="A document is not nested more deeply than it can be judged.",
        reason="No credential is; only an attack.",
    ),
    _row(
        "one_for_many",
        Stance.MILDER,
        "credential.single_value",
        rule="One value may stand without its array.",
        reason="VC Data Model 2.0 allows it, and both published vectors do it (specification issue 473).",
    ),
    _row(
        "many_for_one",
        Stance.MILDER,
        "credential.many_values",
        rule="An array may stand for one value of `type`, `domain`, `credentialStatus` or `refreshService`.",
        reason="VC Data Model 2.0, sections 4.5, 4.10 and 5.4.",
    ),
    _row(
        "languages",
        Stance.MILDER,
        "credential.language_value",
        rule="`name` and `description` may say their language.",
        reason="VC Data Model 2.0, section 11.1.",
    ),
    _row(
        "version_1_1",
        Stance.MILDER,
        "credential.data_model_1_1",
        rule="A credential of VC Data Model 1.1 is read.",
        reason="Open Badges 3.0 was issued with it before version 2.0 was final.",
    ),
    _row(
        "links",
        Stance.ADVICE,
        "credential.link_not_absolute",
        rule="`targetUrl` and `url` should be absolute.",
        reason="They identify nothing, so a bad one harms only who follows it.",
    ),
    _row(
        "criteria_said",
        Stance.ADVICE,
        "credential.criteria_empty",
        rule="Criteria should have an `id` or a `narrative`.",
        reason="Open Badges 3.0, B.1.7, requires neither.",
    ),
    _row(
        "salt",
        Stance.ADVICE,
        "credential.identity_unsalted",
        rule="A hashed identity should have a salt.",
        reason="Without one an address can be guessed from it.",
    ),
    _row(
        "countries",
        Stance.ADVICE,
        "credential.country_code",
        rule="`addressCountryCode` should be two capital letters.",
        reason="CountryCode in Open Badges 3.0, appendix B, is ISO 3166-1 alpha-2.",
    ),
    _row(
        "activity_order",
        Stance.ADVICE,
        "credential.activity_reversed",
        rule="`activityEndDate` should not lie before `activityStartDate`.",
        reason="It is most likely a slip.",
    ),
    _row(
        "extension_terms",
        Stance.ADVICE,
        "credential.extension_context_missing",
        rule="The terms of `extensions.json` should have its context.",
        reason="Without it a Data Integrity proof does not cover them.",
    ),
)


def difference_of(problem: Problem) -> Difference | None:
    """Return the rule that a problem comes from, or ``None`` where the schemas find it too."""
    return next((row for row in DIFFERENCES if row.covers(problem)), None)


def schemas_accept(problems: Iterable[Problem]) -> bool:
    """Tell what the JSON Schemas would say of an Open Badges document, from what :func:`validate` found."""
    for problem in problems:
        row = difference_of(problem)
        refused = problem.severity is Severity.ERROR if row is None else row.stance is Stance.MILDER
        if refused:
            return False
    return True
