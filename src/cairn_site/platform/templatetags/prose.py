"""``{{ text|prose }}``: a text with paragraphs, lists and bold words, as people write them, as safe HTML.

A small part of Markdown, that in which criteria are kept: headings, lists, bold. Whatever else stands in the
text is shown as it is, and its HTML does nothing.
``tests/cairn_site/platform/templatetags/test_prose.py`` proves it.
"""

from __future__ import annotations

import re
from typing import Final

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
_ITEM: Final = re.compile(r"[-*+] +(?=\S)")
_HEADING: Final = re.compile(r"#{1,6} +(?=\S)")
_BOLD: Final = re.compile(r"\*\*(?=\S)([^*]+?)(?<=\S)\*\*")


@register.filter
def prose(text: str) -> SafeString:
    """Return ``text`` as HTML."""
    written: list[str] = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        while lines:
            is_list = bool(_ITEM.match(lines[0]))
            part = [lines.pop(0)]
            while lines and bool(_ITEM.match(lines[0])) is is_list:
                part.append(lines.pop(0))
            written.append(_list(part) if is_list else _paragraph(part))
    # Every part was escaped as it was written.
    return mark_safe("\n".join(written))  # noqa: S308


def _list(lines: list[str]) -> str:
    items = "".join(f"<li>{_inline(_ITEM.sub('', line, count=1))}</li>" for line in lines)
    return f"<ul>{items}</ul>"


def _paragraph(lines: list[str]) -> str:
    if len(lines) == 1 and _HEADING.match(lines[0]):
        return f"<p><strong>{_inline(_HEADING.sub('', lines[0], count=1))}</strong></p>"
    return f"<p>{'<br>'.join(_inline(line) for line in lines)}</p>"


def _inline(line: str) -> str:
    return _BOLD.sub(r"<strong>\1</strong>", escape(line))
