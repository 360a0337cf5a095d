r"""N-Quads, read strictly and written canonically.

RDF 1.1 N-Quads, section 4 gives the grammar; terms are rewritten in the canonical form of RDFC-1.0,
section 5, in which each has one text only. Lines end at ``\n`` and ``\r`` and nowhere else: U+0085 and U+2028
are letters of a literal. ``tests/cairn/canonical/test_nquads.py`` proves it.
"""

from __future__ import annotations

import re
from typing import Final

from cairn.canonical.rdf import Dataset, format_quad, iri, literal
from cairn.errors import DocumentError

_LETTERS: Final = (
    r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    r"\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_LABEL_START: Final = rf"[{_LETTERS}_:0-9]"
_LABEL_PART: Final = rf"[{_LETTERS}_:0-9\-\u00b7\u0300-\u036f\u203f-\u2040]"
_BLANK: Final = rf"_:{_LABEL_START}{_LABEL_PART}*+(?:\.++{_LABEL_PART}++)*+"
_CODE: Final = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
# Possessive, so that a long line takes linear time and does not fill the memory with ways back.
_REFERENCE: Final = rf'<((?:[^\x00-\x20<>"{{}}|^`\\]++|{_CODE})*+)>'
_TEXT: Final = rf'"((?:[^"\\\n\r\ud800-\udfff]++|\\[tbnrf"\'\\]|{_CODE})*+)"'
_LANGUAGE: Final = r"@([A-Za-z]+(?:-[A-Za-z0-9]+)*)"
_STATEMENT: Final = re.compile(
    rf"[ \t]*(?:{_REFERENCE}|({_BLANK}))[ \t]*{_REFERENCE}[ \t]*"
    rf"(?:{_REFERENCE}|({_BLANK})|{_TEXT}(?:\^\^{_REFERENCE}|{_LANGUAGE})?)[ \t]*"
    rf"(?:(?:{_REFERENCE}|({_BLANK}))[ \t]*)?\.[ \t]*(?:#.*)?",
    re.DOTALL,
)
_NOTHING: Final = re.compile(r"[ \t]*(?:#.*)?", re.DOTALL)
_LINE_END: Final = re.compile(r"\r\n|\n|\r")
_ESCAPE: Final = re.compile(rf"{_CODE}|\\.")
_ESCAPED: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}


def parse(text: str) -> Dataset:
    """Return the dataset that a document of N-Quads describes, its blank nodes under their own labels.

    Raises ``DocumentError`` with the number of the line: ``nquads.malformed``, ``nquads.bad_character`` for
    an escape that is no character, and ``rdf.not_an_iri`` for a relative or forbidden IRI.
    """
    dataset = Dataset()
    for number, line in enumerate(_LINE_END.split(text), 1):
        match = _STATEMENT.fullmatch(line)
        if match is not None:
            try:
                _add(dataset, match)
            except DocumentError as error:
                raise error.at(f"line {number}") from None
        elif _NOTHING.fullmatch(line) is None:
            raise DocumentError("nquads.malformed", "The line is no statement.", where=f"line {number}")
    return dataset


def format(dataset: Dataset) -> str:  # noqa: A001
    """Return the lines of a dataset in its own order, its blank nodes under their own labels."""
    return "".join(dataset.ground) + "".join(map(format_quad, dataset.linked))


def _add(dataset: Dataset, match: re.Match[str]) -> None:
    subject, blank_subject, predicate, *value, graph, blank_graph = match.groups()
    term, blank_term, text, datatype, language = value
    if text is None:
        written = blank_term or _iri(term)
    elif datatype is None:
        written = literal(_unescape(text), language=language or "")
    else:
        written = literal(_unescape(text), datatype=_unescape(datatype))
    dataset.add(
        (
            blank_subject or _iri(subject),
            _iri(predicate),
            written,
            blank_graph or ("" if graph is None else _iri(graph)),
        )
    )


def _iri(text: str) -> str:
    return iri(_unescape(text))


def _unescape(text: str) -> str:
    return _ESCAPE.sub(_read_escape, text) if "\\" in text else text


def _read_escape(match: re.Match[str]) -> str:
    escape = match[0]
    if len(escape) == 2:
        return _ESCAPED[escape[1]]
    code = int(escape[2:], 16)
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        raise DocumentError("nquads.bad_character", f"The escape {escape} stands for no character.")
    return chr(code)
