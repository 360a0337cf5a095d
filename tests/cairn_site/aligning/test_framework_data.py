from __future__ import annotations

import re

from cairn_site.aligning.framework_data import read_framework


def test_the_starter_has_about_two_hundred_skills_of_both_kinds_in_two_languages() -> None:
    data = read_framework()

    assert 190 <= len(data.skills) <= 230
    assert sum(skill.is_transversal for skill in data.skills) >= 40
    for skill in data.skills:
        assert re.fullmatch(r"[a-z][a-z0-9-]+", skill.code)
        for texts in (skill.name, skill.description):
            assert set(texts) == {"en", "es"}
            assert all(text and text == text.strip() for text in texts.values())
        assert skill.group in data.groups


def test_codes_and_names_are_there_once() -> None:
    skills = read_framework().skills

    assert len({skill.code for skill in skills}) == len(skills)
    for language in ("en", "es"):
        assert len({skill.name[language] for skill in skills}) == len(skills)


def test_there_are_five_levels_with_descriptions_in_both_languages() -> None:
    levels = read_framework().levels

    assert [level["number"] for level in levels] == [1, 2, 3, 4, 5]
    assert all(set(level["name"]) == set(level["description"]) == {"en", "es"} for level in levels)


def test_the_skills_that_everybody_asks_for_are_there() -> None:
    codes = {skill.code for skill in read_framework().skills}

    assert {
        "critical-thinking",
        "leadership",
        "project-management",
        "first-aid",
        "spanish",
        "welding",
    } <= codes
