"""Steps that tell what an Achievement is: its name, its criteria, its outcomes and skills.

``tests/cairn_site/designing/forms/test_telling.py`` proves it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from cairn_site.aligning.queries import get_skill, get_skills
from cairn_site.designing.content import (
    Content,
    CriteriaGroup,
    GroupRule,
    OutsideKind,
    OutsideSkill,
    SkillChoice,
)
from cairn_site.designing.forms.editing import ONE_A_LINE, Editor, RowForm, from_lines, lines_of, with_text
from cairn_site.designing.words import LANGUAGES, TYPES

if TYPE_CHECKING:
    from cairn_site.aligning.queries import SkillView

MAX_SKILLS = 30


class BasicsForm(forms.Form):
    """Name, description and kind."""

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        required=False,
        help_text=_("Short and concrete, such as “Data analysis foundations”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    description = forms.CharField(
        label=_("Description"),
        max_length=2000,
        required=False,
        help_text=_("One or two sentences on what somebody who has it can do. Employers read this first."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    language = forms.ChoiceField(label=_("Language of these texts"), choices=list(LANGUAGES.items()))
    achievement_type = forms.ChoiceField(label=_("Type"), choices=list(TYPES.items()), required=False)
    field_of_study = forms.CharField(label=_("Field of study"), max_length=200, required=False)
    human_code = forms.CharField(
        label=_("Code"), max_length=100, required=False, help_text=_("As your catalogue has it.")
    )
    tags = forms.CharField(
        label=_("Keywords"), max_length=500, required=False, help_text=_("Separated by commas.")
    )


class BasicsEditor(Editor):
    """Name, description and kind."""

    form_class = BasicsForm

    def initial(self) -> dict[str, Any]:
        """Return what the form begins with."""
        content = self.before
        return {
            "name": content.title,
            "description": content.description.get(content.language, ""),
            "language": content.language,
            "achievement_type": content.achievement_type,
            "field_of_study": content.field_of_study,
            "human_code": content.human_code,
            "tags": ", ".join(content.tags),
        }

    def _make_form(self, data: Any) -> forms.Form:  # noqa: ANN401
        form = super()._make_form(data)
        for name, words in (("language", LANGUAGES), ("achievement_type", TYPES)):
            present = getattr(self.before, name)
            if present and present not in words:
                field = form.fields[name]
                assert isinstance(field, forms.ChoiceField)
                field.choices = [*words.items(), (present, present)]
        return form

    def apply(self) -> Content:
        """Return the content with what was typed."""
        content = change_language(self.before, self.value("language", self.before.language))
        language = content.language
        tags = self.value("tags", ", ".join(content.tags)).split(",")
        return replace(
            content,
            name=with_text(content.name, language=language, text=self.value("name", content.title)),
            description=with_text(
                content.description,
                language=language,
                text=self.value("description", content.description.get(language, "")),
            ),
            achievement_type=self.value("achievement_type", content.achievement_type),
            field_of_study=self.value("field_of_study", content.field_of_study),
            human_code=self.value("human_code", content.human_code),
            tags=tuple(dict.fromkeys(" ".join(tag.split()) for tag in tags if tag.strip())),
        )


class GroupForm(RowForm):
    """One group of requirements."""

    rule = forms.ChoiceField(
        label=_("How many of them?"),
        choices=[
            (GroupRule.ALL.value, _("All of these")),
            (GroupRule.SOME.value, _("At least some of these")),
            (GroupRule.OPTIONAL.value, _("None needed, but welcome")),
        ],
    )
    needed = forms.IntegerField(label=_("At least"), min_value=1, max_value=99, required=False)
    title = forms.CharField(label=_("Heading"), max_length=200, required=False)
    requirements = forms.CharField(
        label=_("Requirements"),
        max_length=8000,
        required=False,
        help_text=ONE_A_LINE,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def is_empty(self) -> bool:
        """Tell whether the group has neither heading nor requirements."""
        return not self.cleaned_data.get("requirements") and not self.cleaned_data.get("title")


class CriteriaForm(forms.Form):
    """What is said around the groups."""

    criteria_introduction = forms.CharField(
        label=_("Introduction"),
        max_length=4000,
        required=False,
        help_text=_("What holds for all of it, if anything."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    criteria_url = forms.URLField(
        label=_("Web page that says more"), max_length=500, required=False, assume_scheme="https"
    )


class CriteriaEditor(Editor):
    """What has to be done."""

    form_class = CriteriaForm
    rows: ClassVar = {"groups": GroupForm}

    def initial(self) -> dict[str, Any]:
        """Return what the form begins with."""
        return {
            "criteria_introduction": self.before.criteria_introduction.get(self.before.language, ""),
            "criteria_url": self.before.criteria_url,
        }

    def initial_rows(self, prefix: str) -> list[dict[str, Any]]:
        """Return the groups."""
        del prefix
        language = self.before.language
        return [
            {
                "rule": group.rule.value,
                "needed": group.needed if group.rule is GroupRule.SOME else None,
                "title": group.title.get(language, ""),
                "requirements": lines_of(group.requirements, language=language),
            }
            for group in self.before.criteria
        ]

    def apply(self) -> Content:
        """Return the content with what was typed."""
        content, language = self.before, self.before.language
        rows = self.kept_rows("groups")
        groups = content.criteria
        if rows is not None:
            everything = [text for group in content.criteria for text in group.requirements]
            titles = {group.title.get(language, ""): group.title for group in content.criteria}
            groups = tuple(
                CriteriaGroup(
                    rule=GroupRule(row["rule"]),
                    needed=(row["needed"] or 1) if row["rule"] == GroupRule.SOME else 1,
                    title=with_text(titles.get(row["title"], {}), language=language, text=row["title"]),
                    requirements=from_lines(
                        row["requirements"],
                        before=self._before_of(number, len(rows), everything),
                        language=language,
                    ),
                )
                for number, row in enumerate(rows)
            )
        return replace(
            content,
            criteria_introduction=with_text(
                content.criteria_introduction,
                language=language,
                text=self.value("criteria_introduction", content.criteria_introduction.get(language, "")),
            ),
            criteria_url=self.value("criteria_url", content.criteria_url),
            criteria=groups,
        )

    def _before_of(self, number: int, count: int, everything: list[Any]) -> list[Any]:
        """Return the requirements that a group had: those at its place, if no group came or went."""
        if count == len(self.before.criteria):
            return list(self.before.criteria[number].requirements)
        return everything


class OutsideForm(RowForm):
    """A skill from elsewhere."""

    name = forms.CharField(label=_("Name"), max_length=300, required=False)
    url = forms.URLField(label=_("Address"), max_length=500, required=False, assume_scheme="https")
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[
            (OutsideKind.ESCO_SKILL.value, _("Skill of ESCO")),
            (OutsideKind.COMPETENCY.value, _("Competency of another framework")),
            (OutsideKind.FRAMEWORK_ITEM.value, _("Item of a CASE framework")),
        ],
    )
    framework = forms.CharField(label=_("Framework"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for both name and address."""
        cleaned = super().clean() or {}
        if bool(cleaned.get("name")) != bool(cleaned.get("url")) and "url" not in self.errors:
            self.add_error("url" if cleaned.get("name") else "name", _("Give both its name and its address."))
        return cleaned


class OutcomesForm(forms.Form):
    """The learning outcomes."""

    outcomes = forms.CharField(
        label=_("Learning outcomes"),
        max_length=9000,
        required=False,
        help_text=_(
            "Begin each with what somebody does: “Chooses charts that fit the question.” One a line."
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class OutcomesEditor(Editor):
    """Outcomes and skills."""

    form_class = OutcomesForm
    rows: ClassVar = {"outside": OutsideForm}

    def initial(self) -> dict[str, Any]:
        """Return what the form begins with."""
        return {"outcomes": lines_of(self.before.outcomes, language=self.before.language)}

    def initial_rows(self, prefix: str) -> list[dict[str, Any]]:
        """Return the skills from elsewhere."""
        del prefix
        return [
            {"name": one.name, "url": one.url, "kind": one.kind.value, "framework": one.framework}
            for one in self.before.outside_skills
        ]

    def chosen(self) -> list[tuple[SkillChoice, SkillView | None]]:
        """Return the chosen skills, as typed, each as it is found."""
        skills = self._skills()
        found = get_skills(
            [(one.framework, one.code) for one in skills], language=translation.get_language() or "en"
        )
        return [(one, found.get((one.framework, one.code))) for one in skills]

    def apply(self) -> Content:
        """Return the content with what was typed."""
        content, language = self.before, self.before.language
        rows = self.kept_rows("outside")
        known = {one.url: one for one in content.outside_skills}
        outside = content.outside_skills
        if rows is not None:
            outside = tuple(
                OutsideSkill(
                    name=row["name"],
                    url=row["url"],
                    kind=OutsideKind(row["kind"]),
                    framework=row["framework"] or ("ESCO" if row["kind"] == OutsideKind.ESCO_SKILL else ""),
                    code=known[row["url"]].code if row["url"] in known else "",
                    description=known[row["url"]].description if row["url"] in known else "",
                )
                for row in rows
            )
        typed = self.value("outcomes", lines_of(content.outcomes, language=language))
        return replace(
            content,
            outcomes=from_lines(typed, before=content.outcomes, language=language),
            skills=tuple(self._skills()),
            outside_skills=outside,
        )

    def _skills(self) -> list[SkillChoice]:
        data = self.form.data
        if not self.form.is_bound or "skills" not in data:
            return list(self.before.skills)
        assert hasattr(data, "getlist")
        removed, keys = (
            data.get("remove", ""),
            list(dict.fromkeys([*data.getlist("skill"), data.get("add", "")])),
        )
        before = {f"{one.framework}/{one.code}": one for one in self.before.skills}
        found = []
        for key in keys[:MAX_SKILLS]:
            framework, _slash, code = key.partition("/")
            if not key or key == removed:
                continue
            skill = get_skill(framework, code, language=self.before.language) if key not in before else None
            if skill is None and key not in before:
                continue
            level = data.get(f"level-{key}", "")
            name = before[key].name if key in before else skill.name if skill is not None else ""
            found.append(
                SkillChoice(
                    framework=framework,
                    code=code,
                    level=int(level) if level.isascii() and level.isdigit() and len(level) == 1 else None,
                    name=name,
                )
            )
        return found


def change_language(content: Content, language: str) -> Content:
    """Return content with another original language: a translation changes places, else texts move."""
    if language == content.language:
        return content
    if language in content.translations:
        others = tuple(one for one in content.languages if one != language)
        return replace(content, language=language, translations=others)

    def renamed(value: Any) -> Any:  # noqa: ANN401
        if isinstance(value, Mapping):
            return {language if key == content.language else key: text for key, text in value.items()}
        if isinstance(value, tuple):
            return tuple(renamed(item) for item in value)
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            members = {field.name: renamed(getattr(value, field.name)) for field in dataclasses.fields(value)}
            return replace(value, **members)
        return value

    changed = renamed(content)
    assert isinstance(changed, Content)
    return replace(changed, language=language)
