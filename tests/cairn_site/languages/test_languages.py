"""Every text of the site can be translated, and every one is in Spanish."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import polib
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext, trans_real

from browser import world
from cairn_site.designing.words import LANGUAGES
from tools import messages

if TYPE_CHECKING:
    from collections.abc import Callable

SPANISH = polib.pofile(str(messages.catalogue_path("es")))
NAMED = re.compile(r"%\(\w+\)[sd]|(?<!\{)\{\w*\}(?!\})")
TAG = re.compile(r"</?[a-z]+")
BEGIN, END = "⟦", "⟧"
# What is the same in every language: names of people and things, codes, numbers, addresses.
SAME = re.compile(
    r"(?<![^\W_])(?:cairn|sqlite|postgresql|json|utc|qr|api|svg|png|csv|a4|pdf|url|did(?::\S*)?|eqf|ects|english|español|open badges(?: 3\.0)?|"
    r"ada|byron|lovelace|mary|somerville|grace|hopper|alan|turing|emmy|noether|ruth|moss|founder|harbour school|"
    r"northside college|data steward|bridge inspection|engineering|electrical|platform|workshop|learners?\.csv|"
    r"an idle job|your award|ed25519|https?://\S*|\S+@\S+|"
    r"art=\"[a-z]+\"|"
    r"[a-z_]+\.[a-z_]+(?:[._][a-z_]+)*|[a-z]+[_:-][a-z_:-]+|--[a-z0-9-]+|northside|z6mk\w*|ie)(?![^\W_])"
)
# Texts that are data of the small world, of the audit trail or of the machine.
DATA = (
    "Plans, documents and keeps research data",
    "Writes a data management plan",
    "Plan the care of data",
    "A college for people",
    "I have looked after data",
    "What I planned",
    "Final mark",
    "Plan",
    "Adequate",
    "Strong",
    "It went wrong",
    "RuntimeError: no",
    "OSError: no",
)


def content() -> set[str]:
    """Return the texts that are content with languages of its own: skills, starters, names of languages."""
    texts = set(LANGUAGES.values())

    def gather(value: Any) -> None:
        if isinstance(value, str):
            texts.add(value.strip())
        elif isinstance(value, dict | list):
            for one in value.values() if isinstance(value, dict) else value:
                gather(one)

    for path in [
        *messages.SITE.glob("aligning/data/*.json"),
        *messages.SITE.glob("designing/data/starters*.json"),
    ]:
        gather(json.loads(path.read_text(encoding="utf-8")))
    for path in messages.SITE.glob("aligning/data/*.csv"):
        for line in path.read_text(encoding="utf-8").splitlines():
            texts.update(cell.strip() for cell in line.split("|"))
    return texts


class Reader(HTMLParser):
    """Collects what people read or hear of a page and what stands outside the brackets of the pseudo language.

    What is hidden from everybody, is marked as not to be translated, or says that it is in another language,
    is passed over.
    """

    VOID = frozenset(
        {"input", "img", "br", "hr", "meta", "link", "use", "path", "ellipse", "circle", "line", "rect"}
    )
    NOT_READ = frozenset({"script", "style", "code", "pre", "textarea"})
    SAID = ("alt", "title", "placeholder", "aria-label")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.depth = 0
        self.left: list[str] = []

    @property
    def is_passing(self) -> bool:
        """Return whether what stands here is passed over."""
        return any(is_passed for _, is_passed in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        is_passed = (
            tag in self.NOT_READ
            or known.get("aria-hidden") == "true"
            or known.get("translate") == "no"
            or known.get("name") == "time_zone"
            or ("lang" in known and tag != "html")
        )
        if tag not in self.VOID:
            self.open.append((tag, is_passed))
        if not is_passed and not self.is_passing:
            self.left += [unbracketed(known[name])[0] for name in self.SAID if known.get(name)]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if any(name == tag for name, _ in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        text, self.depth = unbracketed(data, depth=self.depth)
        if not self.is_passing:
            self.left.append(text)


def unbracketed(text: str, *, depth: int = 0) -> tuple[str, int]:
    """Return what of ``text`` stands outside the brackets, and how many are still open."""
    kept = []
    for sign in text:
        if sign == BEGIN:
            depth += 1
        elif sign == END:
            depth -= 1
        elif not depth:
            kept.append(sign)
    return "".join(kept), depth


@pytest.fixture
def pseudo(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let everything that is looked up stand between ⟦ and ⟧."""

    def wrap(function: Callable[..., str]) -> Callable[..., str]:
        def wrapped(*arguments: Any) -> str:
            text = function(*arguments)
            return f"{BEGIN}{text}{END}" if text.strip() else text

        return wrapped

    for name in ("gettext", "ngettext", "pgettext", "npgettext"):
        monkeypatch.setattr(translation._trans, name, wrap(getattr(trans_real, name)))


def without(text: str, known: set[str]) -> str:
    """Return a text without those of its parts that are content, the longest first."""
    for one in sorted((one for one in known if one and one in text), key=len, reverse=True):
        text = text.replace(one, " ")
    return text


def words(text: str) -> str:
    """Return the words of a text that are not the same in every language."""
    return " ".join(re.findall(r"[^\W\d_]{2,}", SAME.sub(" ", text.lower())))


def test_the_catalogue_is_up_to_date() -> None:
    found = messages.collect()

    assert found.faults == []
    known = {(entry.msgctxt or "", entry.msgid, entry.msgid_plural or "") for entry in SPANISH}
    wanted = {(text.context, text.text, text.plural) for text in found.places}
    assert wanted - known == set(), "run: python -m tools.messages"
    assert known - wanted == set(), "run: python -m tools.messages"
    assert messages.ERRORS.read_text(encoding="utf-8") == messages.error_patterns(found)


def test_every_text_is_in_spanish_and_none_has_to_be_looked_at() -> None:
    assert messages.missing(SPANISH) == []


def test_the_compiled_catalogue_says_what_the_written_one_says() -> None:
    compiled = polib.mofile(str(messages.catalogue_path("es").with_suffix(".mo")))
    written = {(entry.msgctxt, entry.msgid): (entry.msgstr, entry.msgstr_plural) for entry in SPANISH}

    assert {(one.msgctxt, one.msgid): (one.msgstr, one.msgstr_plural) for one in compiled} == written


def test_plurals_have_both_forms_and_the_rule_of_spanish() -> None:
    assert SPANISH.metadata["Plural-Forms"] == "nplurals=2; plural=(n != 1);"
    lacking = [
        entry.msgid
        for entry in SPANISH
        if entry.msgid_plural
        and not (set(entry.msgstr_plural) == {0, 1} and all(entry.msgstr_plural.values()))
    ]
    assert lacking == []
    with translation.override("es"):
        spoken = [ngettext("%(n)s award", "%(n)s awards", n) % {"n": n} for n in (0, 1, 2)]
    assert spoken == ["0 concesiones", "1 concesión", "2 concesiones"]


def test_a_translation_has_the_same_values_and_tags_in_it() -> None:
    wrong = []
    for entry in SPANISH:
        pairs = [(entry.msgid, entry.msgstr)]
        if entry.msgid_plural:
            pairs = [(entry.msgid_plural, entry.msgstr_plural[1])]
        for source, target in pairs:
            if sorted(NAMED.findall(source)) != sorted(NAMED.findall(target)):
                wrong.append(source)
            if sorted(TAG.findall(source)) != sorted(TAG.findall(target)):
                wrong.append(source)

    assert wrong == []


def test_spanish_is_written_as_spanish_is() -> None:
    """Inverted marks open questions and exclamations, and a sentence that ends with a full stop ends with one."""
    wrong = []
    for entry in SPANISH:
        texts = [
            (entry.msgid, entry.msgstr),
            *((entry.msgid_plural, text) for text in entry.msgstr_plural.values()),
        ]
        for source, target in texts:
            if not target:
                continue
            if "?" in re.sub(r"\S*[=/]\S*", "", target) and "¿" not in target:
                wrong.append(target)
            if source and source.endswith(".") != target.endswith("."):
                wrong.append(target)

    assert wrong == []


def test_the_visitor_switches_the_language_and_it_is_remembered(client: Client) -> None:
    client.post(reverse("set_language"), {"language": "es", "next": "/"})

    page = client.get("/")
    assert page.headers["Content-Language"] == "es"
    assert "Muestra exactamente lo que sabes hacer." in page.content.decode()
    assert '<html lang="es" dir="ltr">' in page.content.decode()


def test_skills_are_shown_in_the_language_of_the_reader(client: Client) -> None:
    client.cookies["cairn-language"] = "es"

    assert "Pensamiento crítico" in client.get("/skills/cairn").content.decode()


@pytest.mark.usefixtures("pseudo")
def test_no_text_of_any_page_escapes_translation() -> None:
    ids = world.make()
    ada, visitor = world.enter(), Client()
    found = world.readable(world.pages(ids), ada=ada, visitor=visitor)
    assert len(found) > 90
    escaped, known = set(), content()
    for page in found:
        answer = (visitor if page.is_public else ada).get(page.path, headers={"accept": "text/html"})
        reader = Reader()
        reader.feed(answer.content.decode())
        for text in reader.left:
            is_data = text.strip() in known or any(data in text for data in DATA)
            if not is_data and words(text) and (left := words(without(text, known))):
                escaped.add(f"{page.name}: {left}")

    assert not escaped, "\n".join(sorted(escaped))
