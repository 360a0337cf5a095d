from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from cairn.credentials.facts import parse_facts
from cairn_site.aligning.actions import load_framework
from cairn_site.aligning.framework_data import read_framework
from cairn_site.aligning.models import Framework
from cairn_site.aligning.queries import (
    as_alignment,
    as_linked_data,
    find_skills,
    get_skill,
    get_skills,
    groups_of,
)
from cairn_site.platform.actors import SYSTEM
from factories.site import NOW, make_organisation


@pytest.mark.parametrize(
    "text", ["critical think", "Pensamiento critico", "PENSAMIENTO CRÍTICO", "crit think", "think crit"]
)
def test_a_skill_is_found_by_the_beginnings_of_its_words_in_either_language(text: str) -> None:
    assert find_skills(text)[0].code == "critical-thinking"


def test_the_middle_of_a_word_finds_nothing() -> None:
    assert find_skills("itical") == []


def test_a_name_that_begins_so_comes_before_one_that_has_the_word() -> None:
    names = [skill.name for skill in find_skills("data")]

    assert names[0].startswith("Data")
    assert "Geographic data" in names
    assert names.index("Data analysis") < names.index("Geographic data")


def test_names_are_in_the_language_asked_for() -> None:
    assert find_skills("welding", language="es")[0].name == "Soldadura"


def test_wildcards_of_the_database_are_plain_characters() -> None:
    assert find_skills("%") == find_skills("")
    assert find_skills("%riti_al") == []


def test_a_group_narrows_the_search() -> None:
    assert {skill.group for skill in find_skills("", group="languages", limit=100)} == {"languages"}


def test_skills_of_another_organisation_are_not_found() -> None:
    organisation = make_organisation()
    framework = Framework.objects.create(
        code="own", version="1", name="Own", url="/skills/own", organisation=organisation, published_at=NOW
    )
    framework.skill_set.create(code="juggling", group="x", name={"en": "Juggling"}, words=" juggling")

    assert find_skills("juggling") == []
    assert get_skill("own", "juggling") is None
    assert find_skills("juggling", organisation_id=organisation.id)[0].name == "Juggling"


def test_the_newest_version_is_searched_and_the_old_one_still_found_by_its_code() -> None:
    data = read_framework()
    newer = replace(data, version="2", digest="2" * 64, skills=data.skills[:-1])
    load_framework(newer, actor=SYSTEM, now=NOW + timedelta(days=5000))
    gone, kept = data.skills[-1].code, data.skills[0].code

    assert {skill.version for skill in find_skills("", limit=500)} == {"2"}
    old, new = get_skill("cairn", gone), get_skill("cairn", kept)
    assert old is not None
    assert old.version == "1"
    assert new is not None
    assert new.version == "2"
    assert get_skills([("cairn", kept), ("cairn", "none")])["cairn", kept].version == "2"


def test_several_skills_cost_one_query(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = get_skills([("cairn", "welding"), ("cairn", "baking"), ("other", "welding")])
    assert set(found) == {("cairn", "welding"), ("cairn", "baking")}
    assert get_skills([]) == {}


def test_a_skill_at_a_level_is_an_alignment_that_the_library_reads() -> None:
    skill = get_skill("cairn", "welding")
    assert skill is not None

    alignment = as_alignment(skill, 3)

    (outcome,) = parse_facts({"alignment": [alignment]}).outcomes
    assert outcome.name == "Welding (3: Independent)"
    assert outcome.url.endswith("/skills/cairn/welding#level-3")
    assert outcome.code == "welding"
    assert "supervision" in outcome.description


def test_a_level_that_is_not_there_is_left_out() -> None:
    skill = get_skill("cairn", "welding")
    assert skill is not None

    assert as_alignment(skill, 9) == as_alignment(skill)
    assert as_alignment(skill)["targetUrl"] == skill.url


def test_linked_data_names_every_language_and_level() -> None:
    skill = get_skill("cairn", "welding")
    assert skill is not None

    document = as_linked_data(skill)

    assert document["@id"] == skill.url
    assert {"@language": "es", "@value": "Soldadura"} in document["ceasn:competencyLabel"]  # type: ignore[operator]
    assert len(document["skos:narrower"]) == 5  # type: ignore[arg-type]


def test_groups_keep_their_order() -> None:
    framework = Framework.objects.get(code="cairn")

    assert groups_of(framework, language="es")[0] == ("thinking", "Pensamiento")
