"""Texts are found wherever they are written, and a catalogue keeps what was translated."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import polib
from tools.messages import Found, Text

from tools import messages

if TYPE_CHECKING:
    import pytest


def texts(source: str) -> list[Text]:
    return list(messages.texts_of_template(source, "a.html"))


def test_texts_of_a_template_are_found_in_tags_filters_and_components() -> None:
    source = """<c-empty title="{% translate 'No badges' %}">{% if a == _("Open") %}{% endif %}
    {{ name|default:_("nobody") }}{% translate "May" context "month" %}</c-empty>"""

    assert texts(source) == [
        Text(text="No badges"),
        Text(text="Open"),
        Text(text="nobody"),
        Text(text="May", context="month"),
    ]


def test_a_block_is_found_with_its_variables_and_its_plural() -> None:
    source = (
        "{% blocktranslate count n=rows with name=a.b %}{{ name }}: one row (100%)"
        "{% plural %}{{ name }}: {{ n }} rows{% endblocktranslate %}"
    )

    assert texts(source) == [Text(text="%(name)s: one row (100%%)", plural="%(name)s: %(n)s rows")]


def test_texts_of_a_module_are_found_under_whatever_name_it_gives_the_function() -> None:
    tree = ast.parse(
        "from django.utils.translation import gettext_lazy as _, ngettext, pgettext as p\n"
        "a = _('One ' 'text'); b = ngettext('%(n)d row', '%(n)d rows', 3); c = p('month', 'May')\n"
    )

    assert [text for text, _ in messages.texts_of_module(tree)] == [
        Text(text="One text"),
        Text(text="%(n)d row", plural="%(n)d rows"),
        Text(text="May", context="month"),
    ]


def test_a_text_that_is_put_together_cannot_be_translated_and_is_complained_of() -> None:
    tree = ast.parse("from django.utils.translation import gettext\ngettext(f'{a} rows')")

    assert [text for text, _ in messages.texts_of_module(tree)] == [None]


def test_a_text_that_stands_elsewhere_is_no_complaint() -> None:
    tree = ast.parse("from django.utils.translation import gettext\ngettext(error.message)")

    assert list(messages.texts_of_module(tree)) == []


def test_sentences_of_errors_are_found_with_what_varies_in_them() -> None:
    tree = ast.parse(
        "raise UsageError('a.b', f'{n} of {m} (5%) fit.' if n else 'None fits.', mend='Try again.', where='x')"
    )

    assert list(messages.sentences_of_errors(tree)) == [
        ("a.b", "%(v0)s of %(v1)s (5%%) fit."),
        ("a.b", "None fits."),
        ("a.b", "Try again."),
    ]


def test_updating_keeps_translations_takes_new_texts_and_drops_those_that_are_gone(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("locale") / "django.po"
    monkeypatch.setattr(messages, "catalogue_path", lambda language: path)
    before = polib.POFile()
    before.append(polib.POEntry(msgid="Kept", msgstr="Guardado"))
    before.append(polib.POEntry(msgid="Gone", msgstr="Ido"))
    before.save(str(path))
    found = Found()
    for text in (Text(text="New %(n)s"), Text(text="Kept"), Text(text="One", plural="Many")):
        found.add(text, "a.html")

    after = messages.update("es", found)

    assert [(entry.msgid, entry.msgstr) for entry in after] == [
        ("Kept", "Guardado"),
        ("New %(n)s", ""),
        ("One", ""),
    ]
    assert messages.missing(after) == ["New %(n)s", "One"]
    assert after[1].flags == ["python-format"]
    assert after[2].msgstr_plural == {0: "", 1: ""}


def test_a_text_that_is_used_with_and_without_its_plural_is_one_entry() -> None:
    found = Found()
    found.add(Text(text="Line %(n)s"), "a.html")
    found.add(Text(text="Line %(n)s", plural="Lines %(n)s"), "b.html")
    found.add(Text(text="Line %(n)s"), "c.html")

    assert found.places == {Text(text="Line %(n)s", plural="Lines %(n)s"): ["a.html", "b.html", "c.html"]}


def test_one_text_with_two_plurals_is_complained_of() -> None:
    found = Found()
    found.add(Text(text="row", plural="rows"), "a.html")
    found.add(Text(text="row", plural="lines"), "b.html")

    assert found.faults == ["b.html: 'row' has two plurals"]
