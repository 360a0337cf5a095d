from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cairn_site.designing.content import Content, CriteriaGroup, GroupRule
from cairn_site.designing.narrative import format_criteria, parse_criteria

WORDS = st.from_regex(r"[A-Za-zé][A-Za-zé0-9 ,.]{0,40}[A-Za-zé0-9.]", fullmatch=True).map(
    lambda text: " ".join(text.split())
)
GROUPS = st.builds(
    lambda rule, needed, title, items: CriteriaGroup(
        rule=rule,
        needed=needed if rule is GroupRule.SOME else 1,
        title={"en": title} if title else {},
        requirements=tuple([{"en": item} for item in items]),
    ),
    st.sampled_from(GroupRule),
    st.integers(1, 9),
    st.one_of(st.just(""), WORDS),
    st.lists(WORDS, min_size=1, max_size=4),
)


@given(st.one_of(st.just(""), WORDS), st.lists(GROUPS, max_size=4))
def test_criteria_come_back_as_they_went(introduction: str, groups: list[CriteriaGroup]) -> None:
    content = Content(
        criteria_introduction={"en": introduction} if introduction else {}, criteria=tuple(groups)
    )

    assert parse_criteria(format_criteria(content, language="en"), language="en") == (
        introduction,
        tuple(groups),
    )


def test_markdown_of_others_becomes_groups_and_introduction() -> None:
    introduction, groups = parse_criteria("Do this:\n\n* one\n* two\n\nThen talk.", language="de")

    assert introduction == "Do this:\n\nThen talk."
    assert groups == (CriteriaGroup(requirements=({"de": "one"}, {"de": "two"})),)


def test_an_untranslated_requirement_stands_in_the_original() -> None:
    content = Content(criteria=(CriteriaGroup(requirements=({"en": "Weld", "es": "Soldar"}, {"en": "Cut"})),))

    assert format_criteria(content, language="es").endswith("- Soldar\n- Cut")


def test_an_empty_group_is_not_told() -> None:
    assert format_criteria(Content(criteria=(CriteriaGroup(title={"en": "Nothing"}),)), language="en") == ""
