"""``{{ error.message|said:error.code }}``: the sentence of an error in the language of the reader.

``tests/cairn_site/platform/templatetags/test_said.py`` proves it.
"""

from __future__ import annotations

from django import template

from cairn_site.platform import saying

register = template.Library()


@register.filter
def said(sentence: str, code: str) -> str:
    """Return a sentence of the error ``code`` in the language at work."""
    return saying.said(sentence, code)
