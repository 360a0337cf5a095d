from __future__ import annotations

from dataclasses import replace

from django.http import QueryDict

from cairn_site.designing.forms.translating import LanguagesEditor, texts_of
from factories.designing import make_full_content


def posted(editor: LanguagesEditor, **changes: object) -> QueryDict:
    data = QueryDict(mutable=True)
    values: dict[str, object] = {"translations": list(editor.before.translations)}
    values |= {name: field.initial for name, field in editor.form.fields.items() if name != "translations"}
    for name, value in (values | changes).items():
        data.setlist(name, value if isinstance(value, list) else [str(value or "")])
    return data


def test_translations_come_back_as_they_went() -> None:
    content = make_full_content()
    editor = LanguagesEditor(content, data=posted(LanguagesEditor(content)))

    assert editor.is_valid()
    assert editor.apply() == content


def test_every_text_stands_under_its_original() -> None:
    content = make_full_content()

    ((name, fields),) = LanguagesEditor(content).sections()

    assert name == "Español"
    assert len(fields) == len([one for one in texts_of(content) if one.texts.get("en")])
    assert fields[0].help_text == content.title


def test_one_text_is_changed_and_the_others_stay() -> None:
    content = make_full_content()
    editor = LanguagesEditor(content, data=posted(LanguagesEditor(content), **{"es-outcome-0": "Nuevo"}))

    assert editor.is_valid()
    changed = editor.apply()
    assert changed.outcomes[0]["es"] == "Nuevo"
    assert replace(changed, outcomes=content.outcomes) == content


def test_a_language_is_added_and_one_taken_away_keeps_its_texts() -> None:
    content = make_full_content()
    editor = LanguagesEditor(content, data=posted(LanguagesEditor(content), translations=["de"]))

    assert editor.is_valid()
    changed = editor.apply()
    assert changed.translations == ("de",)
    assert changed.name["es"] == content.name["es"]


def test_a_language_that_there_is_not_is_refused() -> None:
    content = make_full_content()

    assert not LanguagesEditor(content, data=posted(LanguagesEditor(content), translations=["xx"])).is_valid()
