"""What the editors of all steps share: one form, lists of rows, and the content that they come to.

A field that cannot be read keeps what the content had, so the rest of the step can be saved all the same; the
page shows what was typed with the error beside it.
``tests/cairn_site/designing/forms/test_editing.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.http import QueryDict

    from cairn_site.designing.content import Content, Texts

MAX_ROWS = 30


class RowForm(forms.Form):
    """One row of a list; a row that is ticked to be removed, or empty, is left out."""

    def is_empty(self) -> bool:
        """Tell whether nothing was typed into the row."""
        return not any(
            value for name, value in self.cleaned_data.items() if name not in ("DELETE", "kind", "rule")
        )


class Editor:
    """The editor of one step: the content as it was, a form with lists, and the content they come to.

    A subclass names its ``form_class`` and its ``rows`` (a form class by prefix), and says how to begin
    (:meth:`initial`, :meth:`initial_rows`) and what comes of it (:meth:`apply`).
    """

    form_class: ClassVar[type[forms.Form]] = forms.Form
    rows: ClassVar[Mapping[str, type[RowForm]]] = {}

    def __init__(self, content: Content, *, data: QueryDict | None = None, extra: str = "") -> None:
        self.before = content
        self.form = self._make_form(data)
        self.lists: dict[str, BaseFormSet[Any]] = {}
        for prefix, row_class in self.rows.items():
            begun = self.initial_rows(prefix)
            blank = 1 if (not begun or extra == prefix) and data is None else 0
            factory = formset_factory(
                row_class, extra=blank, can_delete=True, max_num=MAX_ROWS, absolute_max=MAX_ROWS + 5
            )
            # Without what there was: a row that says the same as before is a row, and not an untouched blank.
            self.lists[prefix] = factory(data, prefix=prefix, initial=begun if data is None else None)

    def _make_form(self, data: QueryDict | None) -> forms.Form:
        return self.form_class(data, initial=self.initial())

    def initial(self) -> dict[str, Any]:
        """Return what the form begins with."""
        return {}

    def initial_rows(self, prefix: str) -> list[dict[str, Any]]:
        """Return what the rows of a list begin with."""
        raise NotImplementedError(prefix)

    def apply(self) -> Content:
        """Return the content with what was typed."""
        raise NotImplementedError

    def is_valid(self) -> bool:
        """Tell whether everything that was typed could be read."""
        return all([self.form.is_valid(), *[rows.is_valid() for rows in self.lists.values()]])

    def errors(self) -> list[tuple[str, str]]:
        """Return the errors for a summary, each with the id of its field."""
        found = []
        for form in [self.form, *[row for rows in self.lists.values() for row in rows.forms]]:
            for name, messages in form.errors.items():
                identifier = form[name].id_for_label if name in form.fields else ""
                found += [(identifier, str(message)) for message in messages]
        return found

    def value(self, name: str, default: Any) -> Any:  # noqa: ANN401
        """Return what a field of the form says, or ``default`` where it could not be read."""
        return self.form.cleaned_data.get(name, default) if self.form.is_bound else default

    def kept_rows(self, prefix: str) -> list[dict[str, Any]] | None:
        """Return the rows of a list that stay, or ``None`` where one of them could not be read."""
        rows = self.lists[prefix]
        if not rows.is_valid():
            return None
        return [
            row.cleaned_data
            for row in rows.forms
            if row.cleaned_data and not row.cleaned_data.get("DELETE") and not row.is_empty()
        ]


def with_text(texts: Texts, *, language: str, text: str) -> dict[str, str]:
    """Return texts with the one of a language replaced, or without it where it is empty."""
    kept = {key: value for key, value in texts.items() if key != language}
    return {language: text.strip(), **kept} if text.strip() else kept


def lines_of(texts: Iterable[Texts], *, language: str) -> str:
    """Return texts as lines."""
    return "\n".join(" ".join(text.get(language, "").split()) for text in texts)


def from_lines(lines: str, *, before: Iterable[Texts], language: str) -> tuple[dict[str, str], ...]:
    """Return the lines as texts; a line that was there keeps its translations, as does one at its place."""
    known = list(before)
    by_text = {text.get(language, ""): text for text in known}
    written = [" ".join(line.split()).lstrip("-•* ").strip() for line in lines.splitlines()]
    written = [line for line in written if line]
    found = []
    for place, line in enumerate(written):
        at_place = known[place] if len(known) == len(written) else {}
        translated = by_text.get(line, at_place)
        found.append({**translated, language: line})
    return tuple(found)


def plain(number: float | None) -> float | int | None:
    """Return a number without the decimals that say nothing."""
    return int(number) if number is not None and number == int(number) else number


NOT_SAID = _("Not said")
ONE_A_LINE = _("Write each on a line of its own.")
