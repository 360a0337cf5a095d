"""The parts of a document that rules look at, each read once for all rules.

Most documents break no rule, so a part holds all its texts in one string, where a rule finds out with one
search that it has nothing to say; the pointers are worked out only when it has.
``tests/cairn/quality/lint/test_parts.py`` proves it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from cairn.canonical.strict_json import format_pointer
from cairn.credentials.view import objects
from cairn.quality.lint.findings import Scope

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject, JsonValue

ROW_MEMBERS: Final = frozenset(
    {
        "id",
        "awardedDate",
        "credentialStatus",
        "credentialSubject",
        "evidence",
        "expirationDate",
        "issuanceDate",
        "relatedResource",
        "validFrom",
        "validUntil",
    }
)
"""The members of a credential that differ from one award of an Achievement to the next."""

SIGNED_BY_OTHERS: Final = frozenset({"endorsement", "endorsementJwt", "verifiableCredential", "proof"})
"""Members that hold what somebody else has signed, or a proof: nothing that the issuer could mend."""

_NO_TEXT: Final = frozenset(
    {
        "@context",
        "type",
        "identityHash",
        "salt",
        "digestSRI",
        "digestMultibase",
        "achievement",
    }
)
PROSE: Final = frozenset(
    {"name", "description", "narrative", "caption", "targetName", "targetDescription", "@value", "tag"}
)
"""Members whose texts are written for people."""

_Found: TypeAlias = tuple[list[str], list[str], list[str]]
"""The texts that were found, those written for people, and ``data:`` addresses."""

_SKIPPED: Final = SIGNED_BY_OTHERS | _NO_TEXT
_HOST: Final = re.compile(r"\[[0-9A-Fa-f:.]*\]|[^/\s?#\"<>()\[\]:%\\]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text of a part: its pointer from the root of the part, the name of its member, and itself."""

    where: str
    member: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a document. ``at`` is its pointer and ``node`` its root, ``document`` the whole.

    ``together`` are all its texts, one a line, without ``data:`` addresses; ``data`` are those, and ``prose``
    the texts that are written for people. ``hosts`` are the hosts of all addresses, in lower case, and
    ``insecure_hosts`` those of ``http:`` ones. ``now`` is given to the rules of rows only.
    """

    scope: Scope
    at: str
    node: JsonObject
    document: JsonObject
    together: str
    prose: str
    data: tuple[str, ...]
    hosts: frozenset[str]
    insecure_hosts: frozenset[str]
    now: datetime | None = None

    def texts(self) -> Iterator[Text]:
        """Yield every text of the part in the order of the document, ``data:`` addresses included."""
        for key, member in self._members():
            yield from _texts_below(member, format_pointer(key), key)

    def _members(self) -> Iterator[tuple[str, JsonValue]]:
        return _members_of(self.node, self.scope)

    @property
    def subjects(self) -> list[tuple[str, JsonObject]]:
        """The subjects of a credential, each with its pointer."""
        return objects(self.document, "credentialSubject")


def achievement_part(achievement: JsonObject, *, at: str = "", document: JsonObject | None = None) -> Part:
    """Return the part that is an Achievement; ``at`` is where it stands in ``document``."""
    return _part(achievement, scope=Scope.ACHIEVEMENT, at=at, document=document or {})


def achievement_parts(credential: JsonObject) -> list[Part]:
    """Return the Achievements of a credential, one or more for each subject."""
    return [
        achievement_part(achievement, at=outer + inner, document=credential)
        for outer, subject in objects(credential, "credentialSubject")
        for inner, achievement in objects(subject, "achievement")
    ]


def frame_part(credential: JsonObject) -> Part:
    """Return what all awards of one Achievement share, apart from it."""
    return _part(credential, scope=Scope.FRAME, at="", document=credential)


def row_part(credential: JsonObject, *, now: datetime) -> Part:
    """Return what is of one award alone."""
    return _part(credential, scope=Scope.ROW, at="", document=credential, now=now)


def _part(
    node: JsonObject, *, scope: Scope, at: str, document: JsonObject, now: datetime | None = None
) -> Part:
    found: _Found = ([], [], [])
    for key, member in _members_of(node, scope):
        _collect(member, key, found)
    prose = "\n".join(found[1])
    together = "\n".join([prose, *found[0]])
    hosts, insecure = _hosts_in(together)
    return Part(
        scope=scope,
        at=at,
        node=node,
        document=document,
        together=together,
        prose=prose,
        data=tuple(found[2]),
        hosts=hosts,
        insecure_hosts=insecure,
        now=now,
    )


def _hosts_in(together: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the hosts of all addresses in a text, and of those that begin with ``http:``."""
    hosts: set[str] = set()
    insecure: set[str] = set()
    before, *pieces = together.split("://")
    for piece in pieces:
        match = _HOST.match(piece)
        host = match[0].lower() if match else ""
        hosts.add(host)
        if before[-4:].lower() == "http":
            insecure.add(host)
        before = piece
    if "did:web:" in together:
        for piece in together.split("did:web:")[1:]:
            match = _HOST.match(piece)
            hosts.add(match[0].lower() if match else "")
    return frozenset(hosts), frozenset(insecure)


def _members_of(node: JsonObject, scope: Scope) -> Iterator[tuple[str, JsonValue]]:
    for key, member in node.items():
        if key not in _SKIPPED and (
            scope is Scope.ACHIEVEMENT or (key in ROW_MEMBERS) is (scope is Scope.ROW)
        ):
            yield key, member


def _collect(value: JsonValue, key: str, found: _Found) -> None:
    """Collect the texts below ``value`` without recursion, so that no depth of nesting is too much."""
    stack: list[tuple[JsonValue, str]] = [(value, key)]
    texts, prose, data = found
    while stack:
        holder, name = stack.pop()
        if type(holder) is dict:
            for inner, member in holder.items():
                if type(member) is str:
                    if inner in PROSE:
                        prose.append(member)
                    elif inner not in _NO_TEXT:
                        (data if member[:5] == "data:" else texts).append(member)
                elif (type(member) is dict or type(member) is list) and inner not in _SKIPPED:
                    stack.append((member, inner))
        elif type(holder) is list:
            for member in holder:
                if type(member) is str:
                    chosen = prose if name in PROSE else data if member[:5] == "data:" else texts
                    chosen.append(member)
                elif type(member) is dict or type(member) is list:
                    stack.append((member, name))
        elif type(holder) is str:
            (prose if name in PROSE else data if holder[:5] == "data:" else texts).append(holder)


def _texts_below(value: JsonValue, where: str, key: str) -> Iterator[Text]:
    stack: list[tuple[JsonValue, str, str]] = [(value, where, key)]
    while stack:
        holder, place, name = stack.pop()
        if isinstance(holder, str):
            yield Text(where=place, member=name, value=holder)
        elif isinstance(holder, dict):
            stack += [
                (member, place + format_pointer(inner), inner)
                for inner, member in reversed(holder.items())
                if inner not in _SKIPPED
            ]
        elif isinstance(holder, list):
            stack += [
                (member, f"{place}/{index}", name) for index, member in reversed(list(enumerate(holder)))
            ]
