"""The words that ``GLOSSARY.md`` refuses are in no page, docstring, comment or message."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from typing import TYPE_CHECKING

import pytest

from architecture.source import ROOT, Module, modules, pages, planted

if TYPE_CHECKING:
    from collections.abc import Iterator

# Where a foreign standard or law uses the word for a thing of its own.
FOREIGN = re.compile(
    r"``[^`]*``|`[^`]*`|https?://\S+|\bAssertions?\b(?# the class of Open Badges 2.0)|\bassertionMethod\b|"
    r"\b[Cc]ertificate [Tt]ransparency"
)
# What a text that says certificate may speak of.
_ENCRYPTED_TRANSPORT = re.compile(r"\bTLS\b|\bX\.509\b|``https``|\bHTTPS\b")
# Modules that speak of another standard in its own words.
OTHER_STANDARDS = re.compile(r"open[_-]badges?[_-]2|verifier\.open_badges|interop|blockcerts|jades|x509")
# Modules that speak of the sheet that is printed, which is called as everybody calls it.
PRINTED = re.compile(
    r"cairn_site\.awarding\.(certificates|branding|letters|menus|models|template_forms|"
    r"actions\.branding|views\.(branding|certificates))\b"
)
# errors.md is made from messages, which are linted where they stand.
_NOT_LINTED = {
    "GLOSSARY.md",
    "CHANGELOG.md",
    "docs/reference/errors.md",
    "src/cairn/credentials/contexts/LICENCES.md",
}


def refused_words(glossary: str) -> dict[str, str]:
    """Return the refused words of the glossary, each with the word to take."""
    refused = {}
    for line in glossary.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == 4:
            refused.update(dict.fromkeys(re.findall(r"`([^`]+)`", cells[3]), cells[0]))
    return refused


REFUSED = refused_words((ROOT / "GLOSSARY.md").read_text(encoding="utf-8"))
# A space in a refused word may also be a hyphen; a plural is the same word.
_PATTERN = re.compile(
    r"\b(" + "|".join(re.escape(word).replace(r"\ ", "[ -]") for word in REFUSED) + r")(?:e?s|d)?\b",
    re.IGNORECASE,
)


def refusals(text: str) -> Iterator[str]:
    """Yield what a text calls by a refused word, and the word to take."""
    for match in _PATTERN.finditer(FOREIGN.sub(" ", text)):
        if match.group(1).lower() == "certificate" and _ENCRYPTED_TRANSPORT.search(text):
            continue
        yield f"{match.group(0)!r}: say {REFUSED[match.group(1).lower().replace('-', ' ')]}"


def texts(module: Module) -> Iterator[tuple[int, str]]:
    """Yield the comments and the sentences of a module, each with its line."""
    for token in tokenize.generate_tokens(io.StringIO(module.text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            yield node.lineno, node.value


def test_no_page_uses_a_refused_word() -> None:
    found = []
    for page in pages():
        place = page.relative_to(ROOT).as_posix()
        if place in _NOT_LINTED or OTHER_STANDARDS.search(place):
            continue
        for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), start=1):
            found += [f"{place}:{number}: {refusal}" for refusal in refusals(line)]

    assert not found, "\n".join(found)


def test_no_docstring_comment_or_message_uses_a_refused_word() -> None:
    found = [
        f"{module.place}:{line}: {refusal}"
        for module in modules()
        if not OTHER_STANDARDS.search(module.name)
        for line, text in texts(module)
        for refusal in refusals(text)
        if not (PRINTED.match(module.name) and refusal.lower().startswith("'certificate"))
    ]

    assert not found, "\n".join(found)


def test_the_glossary_refuses_what_the_house_refuses() -> None:
    assert {"badge class", "assertion", "recipient", "earner", "consumer", "blacklist", "key id"} <= set(
        REFUSED
    )


def test_the_glossary_is_in_the_order_of_the_alphabet() -> None:
    for section in (ROOT / "GLOSSARY.md").read_text(encoding="utf-8").split("\n## ")[1:]:
        rows = [line for line in section.splitlines() if line.startswith("| ")][1:]
        words = [row.split("|")[1].strip().lower() for row in rows]
        assert words == sorted(words), section.splitlines()[0]


@pytest.mark.parametrize(
    "text",
    [
        "The recipient of it",
        "Two assertions",
        "a Badge-Class",
        "# keep the key ids",
        "It was blacklisted or not: a blacklist",
    ],
)
def test_a_planted_word_is_found(text: str) -> None:
    assert list(refusals(text))


@pytest.mark.parametrize(
    "text", ["listed under assertionMethod", "an X.509 certificate", "`Assertion` of OB 2.0", "keyed"]
)
def test_a_word_of_another_standard_passes(text: str) -> None:
    assert list(refusals(text)) == []


def test_a_planted_docstring_and_message_are_read() -> None:
    module = planted('"""About a recipient."""\nraise E("a.b", f"No earner {x} here.")  # the consumer\n')

    assert {refusal.split("'")[1] for _, text in texts(module) for refusal in refusals(text)} == {
        "recipient",
        "earner",
        "consumer",
    }
