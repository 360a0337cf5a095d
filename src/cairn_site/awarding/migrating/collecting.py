"""What there is in the files of an export: Profiles, BadgeClasses, Assertions, tables and pictures.

Nothing is asked of any host: what an export only names is not there. What is found is kept with the file and
the pointer at which it stands, and with its bytes, which are what a wrapped badge holds fast
(``docs/formats/wrapped-open-badge-2.md``). A document inside another file has its own JSON as its bytes.
``tests/cairn_site/awarding/migrating/test_collecting.py`` proves it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from cairn.baking import Standard, is_image, unbake
from cairn.canonical import strict_json
from cairn.canonical.strict_json import format_pointer
from cairn.errors import DocumentError
from cairn.proofs.jws import parse_jws
from cairn_site.awarding.migrating import badgr
from cairn_site.awarding.migrating.archives import MAX_FILE
from cairn_site.awarding.migrating.holder_tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cairn.canonical.strict_json import JsonObject, JsonValue
    from cairn_site.awarding.migrating.archives import SourceFile
    from cairn_site.awarding.migrating.holder_tables import HolderRow

_JWS: Final = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
_KINDS: Final = {"Issuer": "issuer", "Profile": "issuer", "BadgeClass": "badge", "Assertion": "assertion"}
_PASSED_OVER: Final = frozenset({"CryptographicKey", "Extension", "Endorsement"})
_TABLES: Final = (".csv", ".tsv")
_PICTURES: Final = (".png", ".svg")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One document, where it stands, and its bytes; ``is_exact`` where they are those that were published."""

    place: str
    document: JsonObject
    original: bytes
    is_exact: bool
    picture: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that cannot be brought as it is; ``place`` is the file and the pointer or the line in it."""

    place: str
    code: str
    message: str
    mend: str = ""

    @classmethod
    def of(cls, place: str, error: DocumentError) -> Problem:
        """Return the problem that an error stands for; its pointer goes on from ``place``."""
        where = error.where if error.where.startswith("/") else f" ({error.where})" if error.where else ""
        return cls(place=f"{place}{where}", code=error.code, message=error.message, mend=error.mend)


class Collection:
    """Everything that was found, each by its IRI, in the order of the files."""

    def __init__(self) -> None:
        self.issuers: dict[str, Found] = {}
        self.badges: dict[str, Found] = {}
        self.assertions: dict[str, Found] = {}
        self.rows: list[tuple[str, HolderRow]] = []
        self.pictures: dict[str, bytes] = {}
        self.revocations: dict[str, str] = {}
        self.problems: list[Problem] = []
        self.unread: list[str] = []


def collect(files: Iterable[SourceFile]) -> Collection:
    """Return what stands in the files of an export."""
    run = _Run()
    for file in files:
        run.read_file(file)
    run.read_entities()
    run.read_inner()
    run.resolve_baked_addresses()
    return run.found


class _Run:
    """Goes through the files once, and puts together at the end what refers to each other."""

    def __init__(self) -> None:
        self.found = Collection()
        self._entities: list[tuple[str, JsonObject]] = []
        self._baked_addresses: list[tuple[str, str, bytes]] = []

    def read_file(self, file: SourceFile) -> None:
        lower = file.name.lower()
        try:
            if lower.endswith(_TABLES):
                self._read_table(file)
            elif is_image(file.data) and lower.endswith(_PICTURES):
                self._read_picture(file)
            elif lower.endswith((".json", ".jsonld", ".jws", ".jwt", ".txt")) or file.data.lstrip()[:1] in (
                b"{",
                b"[",
            ):
                self._read_text(file)
            else:
                self.found.unread.append(file.name)
        except DocumentError as error:
            self.found.problems.append(Problem.of(file.name, error))

    def read_entities(self) -> None:
        """Turn the entities of Badgr's API into documents, now that all their ids are known."""
        addresses = {
            str(entity["entityId"]): badgr.address_of(entity)
            for _, entity in self._entities
            if isinstance(entity.get("entityId"), str)
        }
        for place, entity in self._entities:
            document = badgr.from_entity(entity, addresses=addresses)
            self._keep(place, document, original=strict_json.format(entity), is_exact=False)

    def read_inner(self) -> None:
        """Take out what stands inside others; what stands by itself counts before it."""
        for found in list(self.found.assertions.values()):
            inner = found.document.get("badge")
            if isinstance(inner, dict):
                self._keep_inner(f"{found.place}/badge", inner)
        for found in list(self.found.badges.values()):
            inner = found.document.get("issuer")
            if isinstance(inner, dict):
                self._keep_inner(f"{found.place}/issuer", inner)

    def resolve_baked_addresses(self) -> None:
        """Give Assertions the pictures that name them."""
        for name, address, picture in self._baked_addresses:
            known = self.found.assertions.get(address)
            if known is None:
                self._problem(
                    name,
                    "programme.only_address",
                    "The picture names an Assertion that is not in the export, and no host is asked for it.",
                    mend=f"Put the JSON of {address[:200]} into the export.",
                )
            elif known.picture is None:
                self.found.assertions[address] = replace(known, picture=picture)

    def _read_table(self, file: SourceFile) -> None:
        table = read_table(file.data)
        self.found.rows += [(file.name, row) for row in table.rows]
        self.found.unread += [f"{file.name}: {title}" for title in table.unread]

    def _read_picture(self, file: SourceFile) -> None:
        self.found.pictures[file.name] = file.data
        try:
            baked = unbake(file.data)
        except DocumentError as error:
            if error.code != "image.not_baked":
                self.found.problems.append(Problem.of(file.name, error))
            return
        if baked.standard is Standard.OPEN_BADGES_3:
            self._problem(
                file.name,
                "programme.newer",
                "The picture holds a credential of Open Badges 3.0, which needs no migration.",
                mend="It stays valid where it is; import its Achievement if you want to award it here.",
            )
        elif baked.text.startswith(("https://", "http://")):
            self._baked_addresses.append((file.name, baked.text.strip(), file.data))
        else:
            self._read_document(file.name, baked.text.encode(), picture=file.data)

    def _read_text(self, file: SourceFile) -> None:
        self._read_document(file.name, file.data)

    def _read_document(self, name: str, data: bytes, *, picture: bytes | None = None) -> None:
        text = data.strip()
        if len(text) < MAX_FILE and _JWS.fullmatch(text.decode("ascii", "replace")):
            # Who signed it cannot be asked, so its word is taken as that of the export.
            payload = parse_jws(text.decode("ascii")).payload
            document = strict_json.parse_object(payload, max_bytes=MAX_FILE)
            self._take(name, document, original=text, picture=picture)
            return
        value = strict_json.parse(data, max_bytes=MAX_FILE)
        if isinstance(value, dict) and not self._is_shelf(value):
            self._take(f"{name}#", value, original=data, picture=picture)
        elif not self._walk(f"{name}#", value):
            self._problem(
                name,
                "programme.nothing_known",
                "Nothing in this file is a Profile, a BadgeClass or an Assertion of Open Badges 2.0.",
                mend="Leave it out, if it does not belong to the programme.",
            )

    def _is_shelf(self, value: JsonObject) -> bool:
        """Return whether an object only holds others."""
        return "type" not in value and "entityType" not in value

    def _walk(self, place: str, value: JsonValue) -> bool:
        """Take what stands in a list, or in an object that only holds others; return if there was any."""
        if isinstance(value, list):
            return any([self._walk(place + format_pointer(number), one) for number, one in enumerate(value)])
        if not isinstance(value, dict):
            return False
        if not self._is_shelf(value):
            return self._take(place, value, original=strict_json.format(value))
        inner = [
            self._walk(place + format_pointer(name), one)
            for name, one in value.items()
            if isinstance(one, dict | list)
        ]
        if any(inner):
            return True
        if {"recipient", "badge", "verify"} <= value.keys() or "uid" in value:
            self._problem(
                place,
                "programme.older",
                "This is a badge of Open Badges 1, which is not read here.",
                mend="Have the platform that holds it write Open Badges 2.0.",
            )
            return True
        return False

    def _take(
        self, place: str, document: JsonObject, *, original: bytes, picture: bytes | None = None
    ) -> bool:
        if badgr.is_entity(document):
            self._entities.append((place, document))
            return True
        return self._keep(place, document, original=original, is_exact=True, picture=picture)

    def _keep(
        self,
        place: str,
        document: JsonObject,
        *,
        original: bytes,
        is_exact: bool,
        picture: bytes | None = None,
    ) -> bool:
        types = document.get("type")
        names = {name for name in (types if isinstance(types, list) else [types]) if isinstance(name, str)}
        if "RevocationList" in names:
            self._read_revocations(document)
            return True
        kind = next((_KINDS[name] for name in sorted(names) if name in _KINDS), "")
        if not kind:
            if not names & _PASSED_OVER:
                self._unknown(place, names)
            return bool(names & _PASSED_OVER)
        identifier = document.get("id")
        if not isinstance(identifier, str) or not identifier.strip():
            self._problem(
                place + "/id",
                "programme.no_id",
                "It has no id, so nothing can refer to it.",
                mend="Give it the id that it had where it was published.",
            )
            return True
        found = Found(place=place, document=document, original=original, is_exact=is_exact, picture=picture)
        self._shelve(kind, identifier, found)
        return True

    def _shelve(self, kind: str, identifier: str, found: Found) -> None:
        shelf = {
            "issuer": self.found.issuers, "badge": self.found.badges, "assertion": self.found.assertions,
        }[kind]  # fmt: skip
        known = shelf.get(identifier)
        if known is None:
            shelf[identifier] = found
            return
        if known.document != found.document:
            self._problem(
                found.place,
                "programme.told_twice",
                f"{identifier[:200]} is told of twice, and not alike; {known.place} counts.",
                mend="Leave one of them out.",
            )
        if found.picture is not None and known.picture is None:
            shelf[identifier] = replace(known, picture=found.picture)

    def _keep_inner(self, place: str, document: JsonObject) -> None:
        identifier = document.get("id")
        shelf = self.found.badges if place.endswith("/badge") else self.found.issuers
        if isinstance(identifier, str) and identifier not in shelf:
            shelf[identifier] = Found(
                place=place, document=document, original=strict_json.format(document), is_exact=False
            )

    def _read_revocations(self, document: JsonObject) -> None:
        entries = document.get("revokedAssertions")
        for entry in entries if isinstance(entries, list) else []:
            if isinstance(entry, str):
                self.found.revocations[entry] = ""
            elif isinstance(entry, dict):
                identifier = entry.get("id") or entry.get("uid")
                reason = entry.get("revocationReason")
                if isinstance(identifier, str):
                    self.found.revocations[identifier] = reason if isinstance(reason, str) else ""

    def _unknown(self, place: str, names: set[str]) -> None:
        if "VerifiableCredential" in names:
            self._problem(
                place,
                "programme.newer",
                "This is a credential of Open Badges 3.0, which needs no migration.",
                mend="It stays valid where it is; import its Achievement if you want to award it here.",
            )
            return
        self._problem(
            place,
            "programme.unknown_type",
            f"Nothing can be made of the type {', '.join(sorted(names))[:100] or 'that it has'}.",
            mend="Leave it out, if it does not belong to the programme.",
        )

    def _problem(self, place: str, code: str, message: str, *, mend: str = "") -> None:
        self.found.problems.append(Problem(place=place, code=code, message=message, mend=mend))
