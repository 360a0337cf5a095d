"""The step of languages: each text beside its original.

``tests/cairn_site/designing/forms/test_translating.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn_site.designing.forms.editing import Editor, with_text
from cairn_site.designing.words import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.forms.boundfield import BoundField
    from django.utils.functional import _StrPromise

    from cairn_site.designing.content import Content, Texts

_LONG = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Translatable:
    """One text of the content: where it is, what it is, and what it says in every language."""

    key: str
    label: str | _StrPromise
    texts: Texts


def texts_of(content: Content) -> Iterator[Translatable]:
    """Yield every text that can be translated, in the order of the steps."""
    yield Translatable(key="name", label=_("Name"), texts=content.name)
    yield Translatable(key="description", label=_("Description"), texts=content.description)
    yield Translatable(key="introduction", label=_("Introduction"), texts=content.criteria_introduction)
    for number, group in enumerate(content.criteria):
        yield Translatable(key=f"group-{number}", label=_("Heading"), texts=group.title)
        for place, text in enumerate(group.requirements):
            yield Translatable(key=f"requirement-{number}-{place}", label=_("Requirement"), texts=text)
    for number, text in enumerate(content.outcomes):
        yield Translatable(key=f"outcome-{number}", label=_("Outcome"), texts=text)
    for number, result in enumerate(content.results):
        yield Translatable(key=f"result-{number}", label=_("Result"), texts=result.name)
        for place, level in enumerate(result.levels):
            yield Translatable(key=f"level-{number}-{place}", label=_("Level"), texts=level.name)
            yield Translatable(
                key=f"level-text-{number}-{place}", label=_("Level in words"), texts=level.description
            )
    yield Translatable(key="entry", label=_("Who can take part?"), texts=content.entry_requirements)
    yield Translatable(key="caption", label=_("Caption of the image"), texts=content.image_caption)


class LanguagesForm(forms.Form):
    """Which languages, and the texts in each of them."""

    translations = forms.MultipleChoiceField(
        label=_("Other languages"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *arguments: Any, content: Content, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*arguments, **options)
        known = {**LANGUAGES, **{one: one for one in content.translations if one not in LANGUAGES}}
        choice = self.fields["translations"]
        assert isinstance(choice, forms.MultipleChoiceField)
        choice.choices = [(code, name) for code, name in known.items() if code != content.language]
        for language in content.translations:
            for one in texts_of(content):
                original = one.texts.get(content.language, "")
                if original:
                    widget = forms.Textarea(attrs={"rows": 2}) if len(original) > _LONG else forms.TextInput()
                    widget.attrs["lang"] = language
                    self.fields[f"{language}-{one.key}"] = forms.CharField(
                        label=one.label,
                        help_text=original,
                        required=False,
                        max_length=5000,
                        initial=one.texts.get(language, ""),
                        widget=widget,
                    )


class LanguagesEditor(Editor):
    """Languages and translations."""

    def _make_form(self, data: Any) -> forms.Form:  # noqa: ANN401
        return LanguagesForm(
            data, initial={"translations": list(self.before.translations)}, content=self.before
        )

    def sections(self) -> list[tuple[str, list[BoundField]]]:
        """Return the fields of each language, under its own name."""
        return [
            (
                LANGUAGES.get(language, language),
                [self.form[name] for name in self.form.fields if name.startswith(f"{language}-")],
            )
            for language in self.before.translations
        ]

    def apply(self) -> Content:
        """Return the content with what was typed."""
        content = self.before
        chosen = self.value("translations", list(content.translations))
        kept = [one for one in content.translations if one in chosen]
        added = [one for one in chosen if one not in kept]
        translations = (*kept, *added)

        def put(key: str, texts: Texts) -> dict[str, str]:
            written = dict(texts)
            for language in content.translations:
                name = f"{language}-{key}"
                if name in self.form.fields:
                    written = with_text(
                        written, language=language, text=self.value(name, texts.get(language, ""))
                    )
            # The original stays the first, as it is in every other step.
            original = (
                {content.language: written.pop(content.language)} if content.language in written else {}
            )
            return original | written

        return replace(
            content,
            translations=translations,
            name=put("name", content.name),
            description=put("description", content.description),
            criteria_introduction=put("introduction", content.criteria_introduction),
            criteria=tuple(
                replace(
                    group,
                    title=put(f"group-{number}", group.title),
                    requirements=tuple(
                        put(f"requirement-{number}-{place}", text)
                        for place, text in enumerate(group.requirements)
                    ),
                )
                for number, group in enumerate(content.criteria)
            ),
            outcomes=tuple(put(f"outcome-{number}", text) for number, text in enumerate(content.outcomes)),
            results=tuple(
                replace(
                    result,
                    name=put(f"result-{number}", result.name),
                    levels=tuple(
                        replace(
                            level,
                            name=put(f"level-{number}-{place}", level.name),
                            description=put(f"level-text-{number}-{place}", level.description),
                        )
                        for place, level in enumerate(result.levels)
                    ),
                )
                for number, result in enumerate(content.results)
            ),
            entry_requirements=put("entry", content.entry_requirements),
            image_caption=put("caption", content.image_caption),
        )
