"""The page that asks before something is done that others will notice.

``tests/cairn_site/organisations/views/test_confirming.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpResponse
    from django.utils.functional import _StrPromise

    from cairn_site.organisations.frame import Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: a heading, what will happen, and the button that does it."""

    title: str | _StrPromise
    points: tuple[str | _StrPromise, ...]
    button: str | _StrPromise
    back: str
    icon: str = "triangle-alert"
    is_dangerous: bool = True
    hidden: dict[str, str] = field(default_factory=dict)


def ask(frame: Frame, question: Question, *, form: forms.Form | None = None) -> HttpResponse:
    """Return the page that asks; what it posts comes back to the same address."""
    status = 422 if form is not None and form.is_bound else 200
    return frame.render("organisations/confirm.html", {"question": question, "form": form}, status=status)
