r"""RDF 1.1 datasets whose terms are already text in the canonical form of N-Quads.

RDFC-1.0, section 5 ("A Canonical form of N-Quads") fixes how a term is written: ``"``, ``\`` and five control
characters by a short escape, the other control characters and U+FFFE and U+FFFF (which XML 1.1 has not) by
``\uXXXX``, all else as itself; ``xsd:string`` goes without a datatype, and a language tag is kept as it is.
``tests/cairn/canonical/test_rdf.py`` proves it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from cairn.errors import DocumentError

Quad: TypeAlias = tuple[str, str, str, str]
"""Subject, predicate, object and graph name (``""`` for the default graph), each as N-Quads writes it."""

XSD_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"

_UNSAFE: Final = re.compile('["\\\\\x00-\x1f\x7f\ufffe\uffff]')
_ESCAPES: Final = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
# IRIREF excludes controls, space and nine other characters of ASCII; RFC 3987 also excludes U+007F to U+009F
# and the non-characters, and surrogates cannot be written in UTF-8.
IRI_PATTERN: Final = (
    r"[A-Za-z][A-Za-z0-9+.\-]*+:[!#-;=?-\[\]_a-z~\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*+"
)
_IRI: Final = re.compile(IRI_PATTERN)
_LANGUAGE: Final = re.compile(r"[A-Za-z]+(?:-[A-Za-z0-9]+)*")


@dataclass(slots=True, kw_only=True)
class Dataset:
    r"""The quads of an RDF dataset, apart by whether a blank node stands in them.

    ``ground`` holds complete lines of canonical N-Quads (with ``" .\n"``) in which none stands, and
    ``linked`` the quads in which at least one does. A quad may stand in them more than once; it counts once.
    """

    ground: list[str] = field(default_factory=list)
    linked: list[Quad] = field(default_factory=list)

    def add(self, quad: Quad) -> None:
        """Add a quad whose terms are in canonical form."""
        subject, _, term, graph = quad
        if subject[0] == "_" or term[0] == "_" or graph[:1] == "_":
            self.linked.append(quad)
        else:
            self.ground.append(format_quad(quad))


def format_quad(quad: Quad) -> str:
    """Return the line of N-Quads, with its line end, for a quad."""
    subject, predicate, term, graph = quad
    return f"{subject} {predicate} {term} {graph} .\n" if graph else f"{subject} {predicate} {term} .\n"


def is_iri(text: str) -> bool:
    """Tell whether ``text`` is an absolute IRI that N-Quads can write as it is."""
    return _IRI.fullmatch(text) is not None


def iri(text: str) -> str:
    """Return the term for an IRI.

    Raises ``DocumentError("rdf.not_an_iri")`` where ``text`` is not an absolute IRI.
    """
    if _IRI.fullmatch(text) is None:
        raise DocumentError(
            "rdf.not_an_iri",
            "The text is not an absolute IRI.",
            mend='Begin it with a scheme such as https: and percent-encode white space and <>"{}|\\^`.',
        )
    return f"<{text}>"


def literal(text: str, *, datatype: str = XSD_STRING, language: str = "") -> str:
    """Return the term for a literal with a datatype or, where one is given, a language tag.

    Raises ``DocumentError``: ``rdf.not_an_iri`` for the datatype, ``rdf.not_a_language`` for the tag.
    """
    escaped = escape_literal(text)
    if language:
        if _LANGUAGE.fullmatch(language) is None:
            raise DocumentError("rdf.not_a_language", "The text is not a language tag.", mend="Write en-GB.")
        return f'"{escaped}"@{language}'
    if datatype == XSD_STRING:
        return f'"{escaped}"'
    return f'"{escaped}"^^{iri(datatype)}'


def escape_literal(text: str) -> str:
    """Return ``text`` as it stands between the quotation marks of a literal."""
    # What is printable for Python holds no control character, and asking is faster than the expression.
    if text.isprintable() and '"' not in text and "\\" not in text:
        return text
    return _UNSAFE.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"
