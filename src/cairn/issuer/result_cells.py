"""The results of a learner, held against the ResultDescriptions of the achievement.

Open Badges 3.0, appendix B (Result, ResultDescription, RubricCriterionLevel): a value lies in
``allowedValue`` or between ``valueMin`` and ``valueMax``, a level is one of ``rubricCriterionLevel``, and a
result of the type ``Status`` has a status. ``tests/cairn/issuer/test_result_cells.py`` proves it.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NoReturn

from cairn.errors import DocumentError
from cairn.issuer.cells import check_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cairn.canonical.strict_json import JsonObject, JsonValue

STATUSES: Final = ("Completed", "Enrolled", "Failed", "InProgress", "OnHold", "Provisional", "Withdrew")
_NUMERIC: Final = frozenset({"GradePointAverage", "Percent", "PredictedScore", "RawScore", "ScaledScore"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RowResult:
    """One result of one learner; what is empty is not given.

    ``result_description`` and ``achieved_level`` are the identifiers of the ResultDescription and of the
    level.
    """

    result_description: str
    value: str = ""
    achieved_level: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRule:
    """What one ResultDescription says of the results that refer to it.

    ``levels`` gives the identifier of each level, by identifier and by name.
    """

    id: str
    name: str
    result_type: str
    allowed_values: tuple[str, ...]
    minimum: Decimal | None
    maximum: Decimal | None
    required_value: str
    levels: Mapping[str, str]
    level_names: tuple[str, ...]

    @property
    def is_status(self) -> bool:
        """Whether the result is a status."""
        return self.result_type == "Status"

    @property
    def is_level(self) -> bool:
        """Whether the result is a level of a rubric and no value besides."""
        has_values = self.allowed_values or self.minimum is not None or self.maximum is not None
        return bool(self.levels) and not has_values and self.result_type not in {*_NUMERIC, "RubricScore"}

    def check(self, cell: str, *, level_cell: str = "") -> RowResult:
        """Return the result that a cell, and another for the level, stand for.

        Raises ``DocumentError``: ``cell.unknown_status``, ``cell.unknown_level``, ``cell.value_not_allowed``,
        ``cell.not_a_number``, ``cell.value_out_of_range`` and ``cell.below_required_value``.
        """
        level = self._level(level_cell) if level_cell else ""
        if not cell:
            return RowResult(result_description=self.id, achieved_level=level)
        if self.is_status:
            return RowResult(result_description=self.id, status=_status(cell), achieved_level=level)
        if self.is_level:
            return RowResult(result_description=self.id, achieved_level=self._level(cell))
        self._check_value(cell)
        return RowResult(result_description=self.id, value=cell, achieved_level=level)

    def example(self) -> str:
        """Return a value that reads without problems, for the template."""
        if self.is_status:
            return "Completed"
        if self.is_level:
            return self.level_names[-1]
        if self.required_value:
            return self.required_value
        if self.allowed_values:
            return self.allowed_values[-1]
        bound = self.maximum if self.maximum is not None else self.minimum
        if bound is not None:
            return f"{bound:f}"
        return "75" if self.result_type in _NUMERIC else "passed"

    def _check_value(self, cell: str) -> None:
        if self.allowed_values:
            if cell not in self.allowed_values:
                _refuse_value(cell, self.allowed_values)
            if self.required_value in self.allowed_values:
                # The achievement lists the values from low to high.
                ranks = self.allowed_values
                self._refuse_below(below=ranks.index(cell) < ranks.index(self.required_value))
        elif self.minimum is not None or self.maximum is not None or self.result_type in _NUMERIC:
            number = Decimal(check_number(cell))
            if (self.minimum is not None and number < self.minimum) or (
                self.maximum is not None and number > self.maximum
            ):
                raise DocumentError(
                    "cell.value_out_of_range",
                    "The value lies outside the range of the result.",
                    mend=f"Write a number {_range(self.minimum, self.maximum)}.",
                )
            if self.required_value:
                self._refuse_below(below=number < Decimal(self.required_value))

    def _refuse_below(self, *, below: bool) -> None:
        if below:
            raise DocumentError(
                "cell.below_required_value",
                f"The value is below {self.required_value}, which the achievement requires to pass.",
                mend="Leave out the row, or write the value that was reached.",
            )

    def _level(self, cell: str) -> str:
        level = self.levels.get(cell)
        if level is None:
            raise DocumentError(
                "cell.unknown_level",
                "The rubric has no level of this name.",
                mend=_choice(cell, self.level_names),
            )
        return level


def read_result_rules(achievement: JsonObject) -> tuple[ResultRule, ...]:
    """Return the rules of an achievement's ResultDescriptions, in their order.

    Raises ``DocumentError`` with the pointer of what is wrong: ``achievement.bad_result_description`` and
    ``achievement.repeated_result_description``.
    """
    described = achievement.get("resultDescription", [])
    members = described if isinstance(described, list) else [described]
    rules: list[ResultRule] = []
    for index, member in enumerate(members):
        try:
            rule = _read_rule(member)
        except DocumentError as error:
            raise error.at(f"/resultDescription/{index}") from None
        if any(rule.id == other.id for other in rules):
            raise DocumentError(
                "achievement.repeated_result_description",
                "Two result descriptions have the same identifier.",
                where=f"/resultDescription/{index}/id",
            )
        rules.append(rule)
    return tuple(rules)


def _read_rule(member: JsonValue) -> ResultRule:
    if not isinstance(member, dict):
        _refuse_description("", "The result description is no object.")
    levels: dict[str, str] = {}
    names: list[str] = []
    listed = member.get("rubricCriterionLevel", [])
    for level in listed if isinstance(listed, list) else [listed]:
        if not isinstance(level, dict):
            _refuse_description("/rubricCriterionLevel", "A level is no object.")
        identifier, name = _text(level, "id"), _text(level, "name")
        levels[identifier] = identifier
        # Two levels of one name can be told apart by their identifiers only.
        names.append(identifier if name in levels else name)
        levels.setdefault(name, identifier)
    allowed = member.get("allowedValue", [])
    values = tuple(
        value
        if isinstance(value, str)
        else _refuse_description("/allowedValue", "An allowed value is no text.")
        for value in (allowed if isinstance(allowed, list) else [allowed])
    )
    rule = ResultRule(
        id=_text(member, "id"),
        name=_text(member, "name"),
        result_type=_text(member, "resultType"),
        allowed_values=values,
        minimum=_bound(member, "valueMin") if not values else None,
        maximum=_bound(member, "valueMax") if not values else None,
        required_value=_text(member, "requiredValue") if "requiredValue" in member else "",
        levels=levels,
        level_names=tuple(names),
    )
    if rule.required_value and not rule.is_status and not rule.is_level:
        try:
            rule.check(rule.required_value)
        except DocumentError:
            _refuse_description("/requiredValue", "The required value is none that the result may have.")
    return rule


def _text(member: JsonObject, key: str) -> str:
    value = member.get(key)
    if not isinstance(value, str) or not value:
        _refuse_description(f"/{key}", f"The {key} is missing or no text.")
    return value


def _bound(member: JsonObject, key: str) -> Decimal | None:
    if key not in member:
        return None
    try:
        return Decimal(check_number(_text(member, key)))
    except DocumentError:
        _refuse_description(f"/{key}", f"The {key} is no decimal number in text.")


def _refuse_description(where: str, message: str) -> NoReturn:
    raise DocumentError("achievement.bad_result_description", message, where=where) from None


def _refuse_value(cell: str, allowed: tuple[str, ...]) -> NoReturn:
    raise DocumentError(
        "cell.value_not_allowed",
        "The achievement does not allow this value.",
        mend=_choice(cell, allowed),
    )


def _status(cell: str) -> str:
    if cell not in STATUSES:
        raise DocumentError(
            "cell.unknown_status", "Open Badges knows no such status.", mend=_choice(cell, STATUSES)
        )
    return cell


def _choice(cell: str, choices: tuple[str, ...]) -> str:
    """Return the advice to write the choice that is meant or, where none is near, one of them."""
    by_folded = {choice.casefold().replace(" ", ""): choice for choice in reversed(choices)}
    near = difflib.get_close_matches(cell.casefold().replace(" ", ""), by_folded, n=1)
    if near:
        return f"Write {by_folded[near[0]]}"
    shown = ", ".join(choices[:8])
    return f"Write one of: {shown}{' …' if len(choices) > 8 else ''}"


def _range(minimum: Decimal | None, maximum: Decimal | None) -> str:
    if minimum is None:
        return f"up to {maximum:f}"
    if maximum is None:
        return f"of at least {minimum:f}"
    return f"from {minimum:f} to {maximum:f}"
