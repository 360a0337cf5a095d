"""Steps that measure: workload and level, assessment and quality, results.

``tests/cairn_site/designing/forms/test_measuring.py`` proves it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.credentials.concepts import AssessmentType, Assurance, CreditSystem, Participation, Supervision
from cairn.credentials.facts import QualityAssurance
from cairn_site.designing.content import Content, LevelChoice, ResultField, ResultKind, RubricLevel
from cairn_site.designing.forms.editing import NOT_SAID, Editor, RowForm, plain, with_text
from cairn_site.designing.words import CONCEPTS, QF_EHEA

if TYPE_CHECKING:
    from enum import Enum


def _choices(words: type[Enum]) -> list[tuple[str, Any]]:
    return [(word.value.code, CONCEPTS[word.value.code]) for word in words]


def _words(words: type[Any], codes: list[str], *, before: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the chosen words in the order of their list; the same choice as before keeps its order."""
    chosen = tuple(word for word in words if word.value.code in codes)
    return before if set(chosen) == set(before) else chosen


def _word(words: type[Any], code: str) -> Any:  # noqa: ANN401
    return next((word for word in words if word.value.code == code), None)


class WorkloadForm(forms.Form):
    """Workload, level and form of participation."""

    hours = forms.FloatField(
        label=_("Hours of learning"),
        min_value=0.1,
        max_value=100_000,
        required=False,
        help_text=_("All of it: lessons, practice, own study and assessment."),
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"}),
    )
    credits = forms.FloatField(
        label=_("Credits"),
        min_value=0.01,
        max_value=10_000,
        required=False,
        help_text=_("One ECTS credit stands for 25 to 30 hours."),
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"}),
    )
    credit_system = forms.ChoiceField(
        label=_("Which credits?"), choices=[("", NOT_SAID), *_choices(CreditSystem)], required=False
    )
    eqf = forms.ChoiceField(
        label=_("Level of the European Qualifications Framework"),
        choices=[
            ("", NOT_SAID),
            ("1", _("1: simple tasks with help")),
            ("2", _("2: routine tasks")),
            ("3", _("3: a range of tasks")),
            ("4", _("4: independent work in a known field (upper secondary)")),
            ("5", _("5: broad knowledge of a field (short cycle)")),
            ("6", _("6: advanced knowledge (bachelor)")),
            ("7", _("7: specialised knowledge (master)")),
            ("8", _("8: the frontier of a field (doctorate)")),
        ],
        required=False,
    )
    ehea = forms.ChoiceField(
        label=_("Cycle of higher education"), choices=[("", NOT_SAID), *QF_EHEA.items()], required=False
    )
    national = forms.CharField(label=_("National framework"), max_length=100, required=False)
    national_level = forms.CharField(label=_("Level in it"), max_length=60, required=False)
    national_url = forms.URLField(
        label=_("Address of that level"), max_length=500, required=False, assume_scheme="https"
    )
    participation = forms.MultipleChoiceField(
        label=_("How does one take part?"),
        choices=_choices(Participation),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for all of a national level or nothing of it."""
        cleaned = super().clean() or {}
        told = [cleaned.get(name) for name in ("national", "national_level", "national_url")]
        if any(told) and not all(told) and "national_url" not in self.errors:
            self.add_error("national", _("Give the framework, the level and its address, or none of them."))
        return cleaned


class WorkloadEditor(Editor):
    """Workload, level and form of participation."""

    form_class = WorkloadForm

    def initial(self) -> dict[str, Any]:
        """Return what the form begins with."""
        content = self.before
        levels = {level.framework: level for level in content.levels}
        national = next((one for one in content.levels if one.framework not in ("EQF", "QF-EHEA")), None)
        return {
            "hours": plain(content.hours),
            "credits": plain(content.credits),
            "credit_system": "" if content.credit_system is None else content.credit_system.value.code,
            "eqf": levels["EQF"].code if "EQF" in levels else "",
            "ehea": levels["QF-EHEA"].code if "QF-EHEA" in levels else "",
            "national": "" if national is None else national.framework,
            "national_level": "" if national is None else national.code,
            "national_url": "" if national is None else national.url,
            "participation": [one.value.code for one in content.participation],
        }

    def apply(self) -> Content:
        """Return the content with what was typed."""
        content, begun = self.before, self.initial()

        def typed(name: str) -> Any:  # noqa: ANN401
            return self.value(name, begun[name])

        levels = []
        if typed("eqf"):
            levels.append(LevelChoice(framework="EQF", code=typed("eqf")))
        if typed("ehea"):
            levels.append(LevelChoice(framework="QF-EHEA", code=typed("ehea")))
        if all(typed(name) for name in ("national", "national_level", "national_url")):
            levels.append(
                LevelChoice(
                    framework=typed("national"), code=typed("national_level"), url=typed("national_url")
                )
            )
        return replace(
            content,
            hours=typed("hours"),
            credits=typed("credits"),
            credit_system=_word(CreditSystem, typed("credit_system")),
            levels=tuple(levels),
            participation=_words(Participation, typed("participation"), before=content.participation),
        )


class AssuranceForm(RowForm):
    """One quality assurance."""

    kind = forms.ChoiceField(label=_("Type"), choices=_choices(Assurance))
    name = forms.CharField(label=_("Who assures it?"), max_length=300, required=False)
    url = forms.URLField(
        label=_("Where can it be looked up?"), max_length=500, required=False, assume_scheme="https"
    )

    def clean(self) -> dict[str, Any]:
        """Ask for both name and address."""
        cleaned = super().clean() or {}
        if bool(cleaned.get("name")) != bool(cleaned.get("url")) and "url" not in self.errors:
            self.add_error(
                "url" if cleaned.get("name") else "name", _("Give both a name and an address to look it up.")
            )
        return cleaned


class AssessmentForm(forms.Form):
    """How it is assessed."""

    assessment_types = forms.MultipleChoiceField(
        label=_("How is it assessed?"),
        choices=_choices(AssessmentType),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    supervision = forms.ChoiceField(
        label=_("Supervision and identity"),
        choices=[("", NOT_SAID), *_choices(Supervision)],
        required=False,
        help_text=_("A supervised assessment with checked identity counts most."),
    )


class AssessmentEditor(Editor):
    """Assessment and quality."""

    form_class = AssessmentForm
    rows: ClassVar = {"assurance": AssuranceForm}

    def initial(self) -> dict[str, Any]:
        """Return what the form begins with."""
        supervision = self.before.supervision
        return {
            "assessment_types": [one.value.code for one in self.before.assessment_types],
            "supervision": "" if supervision is None else supervision.value.code,
        }

    def initial_rows(self, prefix: str) -> list[dict[str, Any]]:
        """Return the quality assurances."""
        del prefix
        return [
            {"kind": one.kind.value.code, "name": one.name, "url": one.url}
            for one in self.before.quality_assurance
        ]

    def apply(self) -> Content:
        """Return the content with what was typed."""
        begun, rows = self.initial(), self.kept_rows("assurance")
        assured = self.before.quality_assurance
        if rows is not None:
            assured = tuple(
                QualityAssurance(kind=_word(Assurance, row["kind"]), name=row["name"], url=row["url"])
                for row in rows
            )
        return replace(
            self.before,
            assessment_types=_words(
                AssessmentType,
                self.value("assessment_types", begun["assessment_types"]),
                before=self.before.assessment_types,
            ),
            supervision=_word(Supervision, self.value("supervision", begun["supervision"])),
            quality_assurance=assured,
        )


class ResultForm(RowForm):
    """One result."""

    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[
            (ResultKind.PERCENT.value, _("Per cent")),
            (ResultKind.POINTS.value, _("Points")),
            (ResultKind.GRADE.value, _("Grade")),
            (ResultKind.RUBRIC.value, _("Rubric with levels")),
            (ResultKind.STATUS.value, _("Completed or not")),
        ],
    )
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    minimum = forms.FloatField(label=_("Least"), required=False)
    maximum = forms.FloatField(label=_("Greatest"), required=False)
    required = forms.CharField(
        label=_("What has to be reached?"),
        max_length=60,
        required=False,
        help_text=_("A number, a grade, or the number of a level; empty if anything will do."),
    )
    allowed = forms.CharField(
        label=_("Grades"),
        max_length=500,
        required=False,
        help_text=_("From low to high, by commas: F, C, B, A."),
    )
    levels = forms.CharField(
        label=_("Levels of the rubric"),
        max_length=6000,
        required=False,
        help_text=_("From low to high, one a line: name, colon, what it looks like."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ResultsEditor(Editor):
    """Results that an award can carry."""

    rows: ClassVar = {"results": ResultForm}

    def initial_rows(self, prefix: str) -> list[dict[str, Any]]:
        """Return the results."""
        del prefix
        language = self.before.language
        return [
            {
                "key": one.key,
                "kind": one.kind.value,
                "name": one.name.get(language, ""),
                "minimum": plain(one.minimum),
                "maximum": plain(one.maximum),
                "required": one.required,
                "allowed": ", ".join(one.allowed),
                "levels": "\n".join(_format_level(level, language) for level in one.levels),
            }
            for one in self.before.results
        ]

    def apply(self) -> Content:
        """Return the content with what was typed."""
        rows = self.kept_rows("results")
        if rows is None:
            return self.before
        known = {one.key: one for one in self.before.results}
        taken = set(known)
        results = []
        for row in rows:
            key = row["key"] if row["key"] in known else _new_key(taken)
            taken.add(key)
            results.append(_read_result(row, key=key, before=known.get(key), language=self.before.language))
        return replace(self.before, results=tuple(results))


def _read_result(row: dict[str, Any], *, key: str, before: ResultField | None, language: str) -> ResultField:
    kind = ResultKind(row["kind"])
    old = before or ResultField(key=key, kind=kind)
    has_bounds = kind in (ResultKind.POINTS, ResultKind.PERCENT)
    levels: tuple[RubricLevel, ...] = ()
    if kind is ResultKind.RUBRIC:
        levels = _read_levels(row["levels"], old.levels, language=language)
    return ResultField(
        key=key,
        kind=kind,
        name=with_text(old.name, language=language, text=row["name"]),
        minimum=row["minimum"] if has_bounds else None,
        maximum=row["maximum"] if has_bounds else None,
        required="" if kind is ResultKind.STATUS else row["required"].strip().replace(",", "."),
        allowed=tuple(grade.strip() for grade in row["allowed"].split(",") if grade.strip())
        if kind is ResultKind.GRADE
        else (),
        levels=levels,
    )


def _read_levels(text: str, before: tuple[RubricLevel, ...], *, language: str) -> tuple[RubricLevel, ...]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    found = []
    for number, line in enumerate(lines):
        name, _colon, description = line.partition(":")
        old = before[number] if len(before) == len(lines) else RubricLevel(name={}, points=str(number + 1))
        found.append(
            RubricLevel(
                name=with_text(old.name, language=language, text=name),
                description=with_text(old.description, language=language, text=description),
                points=old.points,
            )
        )
    return tuple(found)


def _format_level(level: RubricLevel, language: str) -> str:
    name, description = level.name.get(language, ""), level.description.get(language, "")
    return f"{name}: {description}" if description else name


def _new_key(taken: set[str]) -> str:
    number = 1
    while f"result-{number}" in taken:
        number += 1
    return f"result-{number}"
