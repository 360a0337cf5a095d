"""Criteria as Markdown, and back: the structure survives being read by people.

``tests/cairn_site/designing/test_narrative.py`` proves the round trip.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils import translation

from cairn_site.designing.content import CriteriaGroup, GroupRule
from cairn_site.designing.words import ALL_OF_THESE, AT_LEAST, OPTIONAL

if TYPE_CHECKING:
    from cairn_site.designing.content import Content

_ITEM: Final = re.compile(r"[-*+] +(\S.*)")
_BOLD: Final = re.compile(r"\*\*(.+)\*\*")
_NUMBER: Final = re.compile(r"[0-9]+")


def format_criteria(content: Content, *, language: str) -> str:
    """Return the criteria as Markdown in one language; what is not translated stands in the original."""
    blocks = []
    introduction = text_for(content.criteria_introduction, content, language=language)
    if introduction:
        blocks.append(introduction)
    with translation.override(language):
        for group in content.criteria:
            texts = [text_for(one, content, language=language) for one in group.requirements]
            lines = [f"- {' '.join(text.split())}" for text in texts if text.strip()]
            if not lines:
                continue
            title = " ".join(text_for(group.title, content, language=language).split())
            if title:
                blocks.append(f"### {title}")
            blocks += [f"**{_rule_in_words(group)}**", "\n".join(lines)]
    return "\n\n".join(blocks)


def parse_criteria(narrative: str, *, language: str) -> tuple[str, tuple[CriteriaGroup, ...]]:
    """Return the introduction and the groups that a narrative tells; what is no list is introduction."""
    introduction: list[str] = []
    groups: list[CriteriaGroup] = []
    title, rule, needed = "", GroupRule.ALL, 1
    items: list[str] = []

    def close() -> None:
        nonlocal title, rule, needed, items
        if items:
            groups.append(
                CriteriaGroup(
                    rule=rule,
                    needed=needed,
                    title={language: title} if title else {},
                    requirements=tuple([{language: item} for item in items]),
                )
            )
        title, rule, needed, items = "", GroupRule.ALL, 1, []

    for line in narrative.splitlines():
        text = line.strip()
        item, bold = _ITEM.fullmatch(text), _BOLD.fullmatch(text)
        if item:
            items.append(item[1])
        elif not text:
            continue
        elif bold and (found := _parse_rule(bold[1])):
            kept = "" if items else title
            close()
            title, (rule, needed) = kept, found
        elif text.startswith("### "):
            close()
            title = text[4:].strip()
        else:
            close()
            introduction.append(text)
    close()
    return "\n\n".join(introduction), tuple(groups)


def text_for(texts: object, content: Content, *, language: str) -> str:
    """Return a text in a language, or in the original one."""
    assert isinstance(texts, dict)
    return str(texts.get(language) or texts.get(content.language) or "").strip()


def _rule_in_words(group: CriteriaGroup) -> str:
    if group.rule is GroupRule.SOME:
        return AT_LEAST.format(needed=group.needed)
    return str(OPTIONAL if group.rule is GroupRule.OPTIONAL else ALL_OF_THESE)


def _parse_rule(words: str) -> tuple[GroupRule, int] | None:
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            if words == str(ALL_OF_THESE):
                return GroupRule.ALL, 1
            if words == str(OPTIONAL):
                return GroupRule.OPTIONAL, 1
            number = _NUMBER.search(words)
            if number and words == AT_LEAST.format(needed=number[0]):
                return GroupRule.SOME, int(number[0])
    return None
