"""The writing of mails: plain text with a few marks, read strictly, and shown as text and as HTML.

A paragraph ends at an empty line. ``**words**`` are strong, ``[words](address)`` leads somewhere, a paragraph
that is nothing but a link is a button, ``# words`` is a heading and lines that begin with ``- `` are a list.
``{name}`` stands for a value; what a value holds is never read for marks. Braces that are meant as braces are
written twice. ``tests/cairn_site/awarding/test_letter_markup.py`` proves it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from cairn.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

MAX_BODY: Final = 5000
_TOKEN: Final = re.compile(
    r"(?P<brace>\{\{|\}\})|\{(?P<name>[^{}\n]*)\}|(?P<loose>[{}])|(?P<strong>\*\*)"
    r"|\[(?P<words>[^\[\]\n]+)\]\((?P<target>[^()\s]*)\)"
)
_WEB: Final = re.compile(r"https?://[^\s<>\"']+")
_LINE: Final = "\n"
_BUTTON: Final = (
    "display:inline-block;color:#ffffff;padding:12px 20px;border-radius:8px;text-decoration:none;"
    "font-weight:600"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Plain words."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A place where a value goes."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Strong:
    """Words that stand out."""

    inside: tuple[Words | Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Words that lead to ``target``: an address, or the name of the value that is one."""

    inside: tuple[Words | Value, ...]
    target: Words | Value


Piece: TypeAlias = "Words | Value | Strong | Link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, heading, button or list, each line as pieces."""

    kind: str
    lines: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What was written, read; ``names`` are the values that it uses."""

    blocks: tuple[Block, ...]
    names: frozenset[str]


def parse_body(text: str, *, known: Collection[str]) -> Text:
    """Return the body of a mail.

    Raises ``DocumentError`` with the line and the column: ``letter.unknown_placeholder``,
    ``letter.loose_brace``, ``letter.open_mark``, ``letter.bad_link``, and ``letter.too_long``.
    """
    if len(text) > MAX_BODY:
        raise DocumentError(
            "letter.too_long", f"The text has more than {MAX_BODY:,} characters.", where="body"
        )
    reader = _Reader(known=known, field="body")
    blocks: list[Block] = []
    waiting: list[tuple[int, str]] = []
    for number, line in enumerate([*text.replace("\r\n", "\n").split("\n"), ""], start=1):
        if line.strip():
            waiting.append((number, line.rstrip()))
        elif waiting:
            blocks.append(_read_block(waiting, reader))
            waiting = []
    return Text(blocks=tuple(blocks), names=frozenset(reader.names))


def parse_line(text: str, *, known: Collection[str], field: str = "subject") -> Text:
    """Return one line, such as a subject, in which there are values and no other marks; raises likewise."""
    reader = _Reader(known=known, field=field)
    pieces = tuple(reader.read_plain(" ".join(text.split()), line=1, column=1))
    return Text(blocks=(Block(kind="p", lines=(pieces,)),), names=frozenset(reader.names))


def render_text(text: Text, values: Mapping[str, str]) -> str:
    """Return what was read as plain text."""
    blocks = []
    for block in text.blocks:
        lines = ["".join(_plain(piece, values) for piece in line) for line in block.lines]
        if block.kind == "ul":
            lines = [f"- {line}" for line in lines]
        blocks.append(_LINE.join(lines))
    return "\n\n".join(blocks)


def render_html(text: Text, values: Mapping[str, str], *, accent: str) -> SafeString:
    """Return what was read as the HTML of a mail; ``accent`` is the colour of buttons and links."""
    made = []
    for block in text.blocks:
        lines = ["".join(_marked(piece, values, accent=accent) for piece in line) for line in block.lines]
        if block.kind == "button":
            link = block.lines[0][0]
            assert isinstance(link, Link)
            target, words = escape(_target(link, values)), _inside(link.inside, values)
            style = f"{_BUTTON};background:{accent}"
            made.append(f'<p style="margin:24px 0"><a href="{target}" style="{style}">{words}</a></p>')
        elif block.kind == "ul":
            items = "".join(f"<li>{line}</li>" for line in lines)
            made.append(f'<ul style="margin:0 0 16px;padding-inline-start:22px">{items}</ul>')
        elif block.kind == "h2":
            made.append(f'<h2 style="margin:0 0 12px;font-size:20px;line-height:1.3">{lines[0]}</h2>')
        else:
            made.append(f'<p style="margin:0 0 16px">{"<br>".join(lines)}</p>')
    return mark_safe("\n".join(made))  # noqa: S308 - every word and value is escaped above


class _Reader:
    """Reads lines, and notes which values they use."""

    def __init__(self, *, known: Collection[str], field: str) -> None:
        self.known = known
        self.field = field
        self.names: set[str] = set()

    def read(self, text: str, *, line: int, column: int) -> Iterator[Piece]:
        strong: list[Words | Value] | None = None
        opened = 0
        for piece, place in self._tokens(text, line=line, column=column):
            if piece is None:
                if strong is None:
                    strong, opened = [], place
                else:
                    yield Strong(inside=tuple(strong))
                    strong = None
            elif strong is not None and not isinstance(piece, Link):
                strong.append(piece)
            elif strong is not None:
                raise self._error(
                    "letter.open_mark", "A link stands inside **.", line, place, "Take ** away."
                )
            else:
                yield piece
        if strong is not None:
            raise self._error(
                "letter.open_mark",
                "Here ** begins and does not end in its line.",
                line,
                opened,
                "Write ** twice.",
            )

    def read_plain(self, text: str, *, line: int, column: int) -> Iterator[Words | Value]:
        place = 0
        for found in _TOKEN.finditer(text):
            if found["strong"] or found["words"]:
                continue
            if found.start() > place:
                yield Words(text=text[place : found.start()])
            yield self._value(found, line=line, column=column + found.start())
            place = found.end()
        if place < len(text):
            yield Words(text=text[place:])

    def _tokens(
        self, text: str, *, line: int, column: int
    ) -> Iterator[tuple[Words | Value | Link | None, int]]:
        place = 0
        for found in _TOKEN.finditer(text):
            if found.start() > place:
                yield Words(text=text[place : found.start()]), column + place
            where = column + found.start()
            if found["strong"]:
                yield None, where
            elif found["words"]:
                yield self._link(found, line=line, column=where), where
            else:
                yield self._value(found, line=line, column=where), where
            place = found.end()
        if place < len(text):
            yield Words(text=text[place:]), column + place

    def _value(self, found: re.Match[str], *, line: int, column: int) -> Words | Value:
        if found["brace"]:
            return Words(text=found["brace"][0])
        if found["loose"]:
            raise self._error(
                "letter.loose_brace",
                f"A single {found['loose']} is no placeholder.",
                line,
                column,
                "Write it twice to have it once.",
            )
        name = found["name"].strip()
        if name not in self.known:
            raise self._error(
                "letter.unknown_placeholder",
                f"There is no placeholder {{{name}}} in this text.",
                line,
                column,
                f"Take one of {', '.join(f'{{{one}}}' for one in self.known)}.",
            )
        self.names.add(name)
        return Value(name=name)

    def _link(self, found: re.Match[str], *, line: int, column: int) -> Link:
        inside = tuple(self.read_plain(found["words"], line=line, column=column + 1))
        target = found["target"]
        if target == "{link}" and "link" in self.known:
            self.names.add("link")
            return Link(inside=inside, target=Value(name="link"))
        if not _WEB.fullmatch(target) or "{" in target:
            raise self._error(
                "letter.bad_link",
                "A link leads nowhere that can be opened.",
                line,
                column,
                "Write [words]({link}), or an address that begins with https://.",
            )
        return Link(inside=inside, target=Words(text=target))

    def _error(self, code: str, message: str, line: int, column: int, mend: str) -> DocumentError:
        return DocumentError(code, message, where=f"{self.field}, line {line}, column {column}", mend=mend)


def _read_block(lines: list[tuple[int, str]], reader: _Reader) -> Block:
    first = lines[0][1]
    if all(line.startswith("- ") for _, line in lines):
        read = [tuple(reader.read(line[2:], line=number, column=3)) for number, line in lines]
        return Block(kind="ul", lines=tuple(read))
    if len(lines) == 1 and first.startswith("# "):
        return Block(kind="h2", lines=(tuple(reader.read(first[2:], line=lines[0][0], column=3)),))
    read = [tuple(reader.read(line, line=number, column=1)) for number, line in lines]
    is_button = len(read) == 1 and len(read[0]) == 1 and isinstance(read[0][0], Link)
    return Block(kind="button" if is_button else "p", lines=tuple(read))


def _plain(piece: Piece, values: Mapping[str, str]) -> str:
    if isinstance(piece, Words):
        return piece.text
    if isinstance(piece, Value):
        return values[piece.name]
    words = "".join(_plain(one, values) for one in piece.inside)
    if isinstance(piece, Strong):
        return words
    return f"{words}: {_target(piece, values)}"


def _marked(piece: Piece, values: Mapping[str, str], *, accent: str) -> str:
    if isinstance(piece, Strong):
        return f"<strong>{_inside(piece.inside, values)}</strong>"
    if isinstance(piece, Link):
        target = escape(_target(piece, values))
        return f'<a href="{target}" style="color:{accent}">{_inside(piece.inside, values)}</a>'
    return _inside((piece,), values)


def _inside(pieces: Iterable[Words | Value], values: Mapping[str, str]) -> str:
    return "".join(escape(piece.text if isinstance(piece, Words) else values[piece.name]) for piece in pieces)


def _target(link: Link, values: Mapping[str, str]) -> str:
    return link.target.text if isinstance(link.target, Words) else values[link.target.name]
