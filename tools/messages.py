"""Collect the texts of the site for translation, and compile what was translated.

``python -m tools.messages`` reads every template and module of the site, brings the catalogues below
``locale/`` up to date and compiles them; all of it is committed, so nothing is needed when the site runs. GNU
gettext is not needed: templates are read by Django's ``templatize``, Python by its syntax tree, and the
catalogue is written by polib. ``--check`` changes nothing and says what is not up to date.
``tests/cairn_site/languages`` proves it.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

import polib
from django.utils.translation.template import templatize

from cairn.quality.completeness import ELEMENTS, REQUIREMENTS, Collection
from cairn.quality.lint.registry import RULES
from cairn_site.designing.imagery.icons import ICON_GROUPS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT: Final = Path(__file__).resolve().parent.parent
SITE: Final = ROOT / "src" / "cairn_site"
LIBRARY: Final = ROOT / "src" / "cairn"
LOCALE: Final = SITE / "locale"
ERRORS: Final = LOCALE / "errors.json"
LANGUAGES: Final = {"es": "nplurals=2; plural=(n != 1);"}
# Which arguments of each function are the context, the text and its plural.
FUNCTIONS: Final = {
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
# A sentence that is handed on to where the error is raised may come with any code.
ANY_CODE: Final = "*"
FAMILIES: Final = ("DocumentError", "UsageError", "UnavailableError")
# Parts of the library whose errors a page shows to everybody: the rows of a table. Faults of a document that
# is brought in are technical, and stay English.
SHOWN: Final = ("issuer",)
_CALL: Final = re.compile(r"(?<!\w)(npgettext|pgettext|ngettext|gettext|_)\((?=\s*u?[\"'])")
_BRACED: Final = re.compile(r"\{(\w+)\}")
_NAMED: Final = re.compile(r"%\(\w+\)[sd]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text to translate; ``context`` and ``plural`` are empty where it has none."""

    text: str
    plural: str = ""
    context: str = ""


@dataclass(slots=True, kw_only=True)
class Found:
    """The texts in the order of their files, where each stands, and what cannot be translated."""

    places: dict[Text, list[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    errors: dict[str, set[str]] = field(default_factory=dict)
    _plurals: dict[Text, Text] = field(default_factory=dict)

    def add(self, text: Text, place: str) -> None:
        """Take a text of the file ``place``; one text has one entry, with its plural if it has one."""
        plain = Text(text=text.text, context=text.context)
        known = self._plurals.setdefault(plain, text)
        if known.plural and text.plural and known.plural != text.plural:
            self.faults.append(f"{place}: {text.text!r} has two plurals")
        chosen = text if text.plural else known
        if chosen != known:
            self.places[chosen] = self.places.pop(known)
            self._plurals[plain] = chosen
        places = self.places.setdefault(chosen, [])
        if place not in places:
            places.append(place)


def collect() -> Found:
    """Return every text of the site."""
    found = Found()
    for path in sorted(SITE.rglob("*.*")):
        place = path.relative_to(ROOT).as_posix()
        if path.suffix in {".html", ".txt"} and "templates" in path.parts:
            for text in texts_of_template(path.read_text(encoding="utf-8"), place):
                found.add(text, place)
        elif path.suffix == ".py" and "migrations" not in path.parts:
            _read_module(path, place, found)
    for name in SHOWN:
        part = LIBRARY / name
        for path in [part] if part.is_file() else sorted(part.rglob("*.py")):
            _read_errors(
                ast.parse(path.read_text(encoding="utf-8")), path.relative_to(ROOT).as_posix(), found
            )
    _read_quality(found)
    for _, names in ICON_GROUPS:
        for name in names:
            found.add(Text(text=name, context="icon"), "src/cairn_site/designing/imagery/icons.py")
    return found


def texts_of_template(source: str, origin: str) -> Iterator[Text]:
    """Yield the texts of a template, as its tags will look them up."""
    flat = templatize(source, origin=origin)
    for match in _CALL.finditer(flat):
        call = _parse_call(flat[match.start() :])
        kind = {"_": "gettext"}.get(match[1], match[1])
        if call is not None and (text := _text_of(call, kind)) is not None:
            yield text


def texts_of_module(tree: ast.Module) -> Iterator[tuple[Text | None, int]]:
    """Yield the texts of a module with their lines; ``None`` for one that is no literal."""
    names = {
        (alias.asname or alias.name): alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in FUNCTIONS
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        kind = ""
        if isinstance(node.func, ast.Name):
            kind = names.get(node.func.id, "")
        elif isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
            kind = node.func.attr if node.func.value.id == "translation" else ""
        if kind in FUNCTIONS and not _is_data(node):
            yield _text_of(node, kind), node.lineno


def sentences_of_errors(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield the code and each sentence of the errors that are raised, with ``%(v0)s`` for what varies."""
    known = _constants(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not (node.args or node.keywords):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name == "_note" and isinstance(node.args[-2], ast.Constant):
            yield str(node.args[-2].value), _pattern_of(node.args[-1])
        if name.startswith("_refuse") and isinstance(node.args[0] if node.args else None, ast.Constant):
            pattern = _pattern_of(node.args[0])
            yield ANY_CODE, pattern if " " in pattern else ""
        if name == "Health":
            told = [keyword.value for keyword in node.keywords if keyword.arg in {"name", "detail", "mend"}]
            named = [known.get(one.id, one) if isinstance(one, ast.Name) else one for one in told]
            yield from (("health", _pattern_of(choice)) for one in named for choice in _choices(one))
        if name not in FAMILIES or not node.args or not isinstance(node.args[0], ast.Constant):
            continue
        mends = [keyword.value for keyword in node.keywords if keyword.arg == "mend"]
        for sentence in [*node.args[1:2], *mends]:
            for choice in _choices(sentence):
                pattern = _pattern_of(choice)
                if pattern:
                    yield str(node.args[0].value), pattern


def update(language: str, found: Found) -> polib.POFile:
    """Return the catalogue of ``language`` with exactly the texts found, and what was translated already."""
    path = catalogue_path(language)
    before = polib.pofile(str(path)) if path.exists() else polib.POFile()
    known = {(entry.msgctxt or "", entry.msgid): entry for entry in before if not entry.obsolete}
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = {
        "Project-Id-Version": "Cairn",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": LANGUAGES[language],
    }
    order = sorted(found.places.items(), key=lambda item: (item[1][0], item[0].text, item[0].context))
    for text, places in order:
        entry = polib.POEntry(
            msgid=text.text, msgctxt=text.context or None, occurrences=[(place, "") for place in places]
        )
        earlier = known.get((text.context, text.text))
        if text.plural:
            entry.msgid_plural = text.plural
            entry.msgstr_plural = {0: "", 1: ""}
        if earlier is not None and bool(earlier.msgid_plural) == bool(text.plural):
            entry.msgstr, entry.flags = earlier.msgstr, [flag for flag in earlier.flags if flag == "fuzzy"]
            if text.plural:
                entry.msgstr_plural = dict(earlier.msgstr_plural)
        if _NAMED.search(text.text + text.plural):
            entry.flags = [*entry.flags, "python-format"]
        catalogue.append(entry)
    return catalogue


def catalogue_path(language: str) -> Path:
    """Return where the catalogue of ``language`` stands."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def error_patterns(found: Found) -> str:
    """Return as JSON the sentences of the errors by their code."""
    patterns = {code: sorted(sentences) for code, sentences in sorted(found.errors.items())}
    return json.dumps(patterns, indent=1, ensure_ascii=False) + "\n"


def missing(catalogue: polib.POFile) -> list[str]:
    """Return the texts without a translation, or with one that a person has to look at."""
    return [entry.msgid for entry in catalogue if not entry.translated() or "fuzzy" in entry.flags]


def main(arguments: Sequence[str] | None = None) -> int:
    """Bring the catalogues up to date; return 1 where something is left to do."""
    parser = argparse.ArgumentParser(prog="python -m tools.messages", description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="change nothing")
    options = parser.parse_args(arguments)
    found = collect()
    complaints = list(found.faults)
    patterns = error_patterns(found)
    if options.check:
        if not ERRORS.exists() or ERRORS.read_text(encoding="utf-8") != patterns:
            complaints.append(f"{ERRORS.name} is not up to date")
    else:
        ERRORS.write_text(patterns, encoding="utf-8")
    for language in LANGUAGES:
        catalogue, path = update(language, found), catalogue_path(language)
        if options.check:
            if not path.exists() or path.read_text(encoding="utf-8") != str(catalogue) + "\n":
                complaints.append(f"{language}: {path.name} is not up to date")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(str(catalogue) + "\n", encoding="utf-8")
            catalogue.save_as_mofile(str(path.with_suffix(".mo")))
        complaints += [f"{language}: not translated: {text}" for text in missing(catalogue)]
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    return 1 if complaints else 0


def _read_module(path: Path, place: str, found: Found) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for text, line in texts_of_module(tree):
        if text is None:
            found.faults.append(f"{place}:{line}: what is translated has to be a literal")
        else:
            found.add(text, place)
    _read_errors(tree, place, found)


def _read_errors(tree: ast.AST, place: str, found: Found) -> None:
    for code, sentence in sentences_of_errors(tree):
        if not sentence:
            continue
        found.errors.setdefault(code, set()).add(sentence)
        found.add(Text(text=sentence), place)


def _read_quality(found: Found) -> None:
    """Take the texts that the library's rules and elements carry as data."""
    for rule in RULES:
        for sentence in (rule.message, rule.mend):
            pattern = (
                _BRACED.sub(r"%(\1)s", sentence.replace("%", "%%")) if _BRACED.search(sentence) else sentence
            )
            found.errors.setdefault(rule.code, set()).add(pattern)
            found.add(Text(text=pattern), "src/cairn/quality/lint/rules")
    for element in ELEMENTS:
        if element.collection is Collection.EU:
            for sentence in (element.title, element.add, element.complete, element.elsewhere):
                if sentence:
                    found.add(Text(text=sentence), "src/cairn/quality/completeness")
    for requirement in REQUIREMENTS:
        for sentence in (requirement.title, requirement.mend):
            found.add(Text(text=sentence), "src/cairn/quality/completeness")


def _parse_call(source: str) -> ast.Call | None:
    """Return the call that ``source`` begins with."""
    for end in (match.end() for match in re.finditer(r"\)", source[:20_000])):
        try:
            node = ast.parse(source[:end], mode="eval").body
        except SyntaxError:
            continue
        return node if isinstance(node, ast.Call) else None
    return None


def _is_data(call: ast.Call) -> bool:
    """Return whether a call looks a text up that stands elsewhere, such as that of an error."""
    return bool(call.args) and isinstance(call.args[0], ast.Name | ast.Attribute | ast.Subscript)


def _text_of(call: ast.Call, kind: str) -> Text | None:
    parts = []
    for place in FUNCTIONS[kind]:
        if place is None:
            parts.append("")
            continue
        argument = call.args[place] if place < len(call.args) else None
        if not isinstance(argument, ast.Constant) or not isinstance(argument.value, str):
            return None
        parts.append(argument.value)
    context, text, plural = parts
    return Text(text=text, plural=plural, context=context)


def _constants(tree: ast.AST) -> dict[str, ast.expr]:
    """Return the values of the names that a module gives once and for all."""
    values = {}
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            values.update({one.id: node.value for one in targets if isinstance(one, ast.Name)})
    return values


def _choices(node: ast.expr) -> tuple[ast.expr, ...]:
    return (node.body, node.orelse) if isinstance(node, ast.IfExp) else (node,)


def _pattern_of(node: ast.AST) -> str:
    """Return a sentence with ``%(v0)s`` for each part that varies; empty where nothing of it is written."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if not isinstance(node, ast.JoinedStr):
        return ""
    written, place = [], 0
    for part in node.values:
        if isinstance(part, ast.Constant):
            written.append(str(part.value).replace("%", "%%"))
        else:
            written.append(f"%(v{place})s")
            place += 1
    return "".join(written) if any(isinstance(part, ast.Constant) for part in node.values) else ""


if __name__ == "__main__":
    sys.exit(main())
