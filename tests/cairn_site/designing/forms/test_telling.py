from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import QueryDict

from cairn_site.designing.content import Content, CriteriaGroup, GroupRule, OutsideKind, SkillChoice
from cairn_site.designing.forms.telling import BasicsEditor, CriteriaEditor, OutcomesEditor, change_language
from factories.designing import make_full_content


def posted(**values: Any) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name.replace("__", "-"), value if isinstance(value, list) else [str(value)])
    return data


def rows(prefix: str, *found: dict[str, Any], begun: int = 0) -> dict[str, Any]:
    values: dict[str, Any] = {f"{prefix}-TOTAL_FORMS": len(found), f"{prefix}-INITIAL_FORMS": begun}
    for number, row in enumerate(found):
        values |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return values


def test_basics_come_back_as_they_went() -> None:
    content = make_full_content()
    editor = BasicsEditor(content, data=posted(**BasicsEditor(content).initial()))

    assert editor.is_valid()
    assert editor.apply() == content


def test_a_field_that_cannot_be_read_keeps_what_there_was() -> None:
    content = make_full_content()
    editor = BasicsEditor(content, data=posted(name="x" * 201, description="New", language="en"))

    assert not editor.is_valid()
    changed = editor.apply()
    assert changed.title == content.title
    assert changed.description["en"] == "New"
    assert editor.errors()[0][0] == "id_name"


def test_choosing_a_translation_as_the_original_lets_them_change_places() -> None:
    changed = change_language(make_full_content(), "es")

    assert (changed.language, changed.translations) == ("es", ("en",))
    assert changed.title == "Fundamentos de análisis de datos"


def test_choosing_another_language_moves_every_text() -> None:
    content = Content(
        name={"en": "a"},
        outcomes=({"en": "b"},),
        criteria=(CriteriaGroup(title={"en": "c"}, requirements=({"en": "d"},)),),
    )

    changed = change_language(content, "de")

    assert changed.name == {"de": "a"}
    assert changed.outcomes == ({"de": "b"},)
    assert changed.criteria[0].title == {"de": "c"}
    assert changed.criteria[0].requirements == ({"de": "d"},)


def test_criteria_come_back_as_they_went() -> None:
    content = make_full_content()
    begun = CriteriaEditor(content)
    found = [{name: value or "" for name, value in row.items()} for row in begun.initial_rows("groups")]
    editor = CriteriaEditor(
        content, data=posted(**begun.initial(), **rows("groups", *found, begun=len(found)))
    )

    assert editor.is_valid()
    assert editor.apply() == content


def test_a_ticked_group_goes_and_an_empty_one_is_no_group() -> None:
    content = make_full_content()
    editor = CriteriaEditor(
        content,
        data=posted(
            **rows(
                "groups",
                {"rule": "all", "requirements": "Gone", "DELETE": "on"},
                {"rule": "some", "needed": 2, "requirements": "One\nTwo\nThree", "title": "Some"},
                {"rule": "all", "requirements": ""},
            )
        ),
    )

    assert editor.is_valid()
    (group,) = editor.apply().criteria
    assert (group.rule, group.needed, group.title) == (GroupRule.SOME, 2, {"en": "Some"})
    assert len(group.requirements) == 3


def test_a_group_that_cannot_be_read_keeps_all_groups() -> None:
    content = make_full_content()
    editor = CriteriaEditor(content, data=posted(**rows("groups", {"rule": "nonsense", "requirements": "x"})))

    assert not editor.is_valid()
    assert editor.apply().criteria == content.criteria


def test_skills_are_added_levelled_and_removed() -> None:
    content = replace(
        Content(),
        skills=(SkillChoice(framework="cairn", code="sql", level=2), SkillChoice(framework="x", code="old")),
    )
    data = posted(
        outcomes="",
        skills="1",
        skill=["cairn/sql", "x/old"],
        add="cairn/welding",
        remove="x/old",
        **rows("outside"),
    )
    data["level-cairn/sql"] = "4"
    editor = OutcomesEditor(content, data=data)

    assert editor.is_valid()
    assert [(one.code, one.level) for one in editor.apply().skills] == [("sql", 4), ("welding", None)]
    assert [skill.name for _choice, skill in editor.chosen() if skill] == ["Querying databases", "Welding"]


def test_a_skill_that_there_is_not_is_not_added() -> None:
    editor = OutcomesEditor(Content(), data=posted(skills="1", add="cairn/none", **rows("outside")))

    assert editor.is_valid()
    assert editor.apply().skills == ()


def test_a_skill_from_elsewhere_needs_name_and_address() -> None:
    half = OutcomesEditor(
        Content(), data=posted(skills="1", **rows("outside", {"kind": "ext:ESCOSkill", "name": "Juggle"}))
    )
    whole = OutcomesEditor(
        Content(),
        data=posted(
            skills="1",
            **rows(
                "outside",
                {"kind": "ext:ESCOSkill", "name": "Juggle", "url": "http://data.europa.eu/esco/skill/1"},
            ),
        ),
    )

    assert not half.is_valid()
    assert whole.is_valid()
    (skill,) = whole.apply().outside_skills
    assert (skill.kind, skill.framework) == (OutsideKind.ESCO_SKILL, "ESCO")
