"""Controller documents: which keys somebody publishes, and for what.

Controlled Identifiers 1.0, sections 2 and 3.3, and DID Core 1.0, section 5: DID documents, and any other
document at an ``https`` address with the same members, such as the Profile of an Open Badges issuer.
:meth:`ControllerDocument.method` is the check that binds a signature to whoever is said to have made it.
``tests/cairn/keys/test_controller.py`` proves it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NoReturn

from cairn.canonical import timestamps
from cairn.canonical.strict_json import JsonObject, JsonValue, format_pointer
from cairn.errors import DocumentError, UnavailableError, UsageError
from cairn.keys.jwk import parse_jwk
from cairn.keys.multikey import format_multikey, parse_multikey

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from cairn.keys.history import KeyHistory, KeyPeriod
    from cairn.keys.public import PublicKey

CONTEXTS: Final = ("https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1")
ASSERTION: Final = "assertionMethod"
AUTHENTICATION: Final = "authentication"
MAX_METHODS: Final = 256
"""Checking that a key is one costs time, and no issuer publishes this many."""

UNKNOWN_KINDS: Final = frozenset({"multikey.unknown_type", "jwk.unknown_type"})
"""What parsing says of a key that may be sound but is of a kind that is not read here."""

_RELATIONSHIPS: Final = (
    ASSERTION,
    AUTHENTICATION,
    "keyAgreement",
    "capabilityInvocation",
    "capabilityDelegation",
)
# Each type and the member that holds its key.
_TYPES: Final = {
    "Multikey": "publicKeyMultibase",
    "Ed25519VerificationKey2020": "publicKeyMultibase",
    "JsonWebKey": "publicKeyJwk",
    "JsonWebKey2020": "publicKeyJwk",
}
_SECRET_MEMBERS: Final = (
    "secretKeyMultibase",
    "secretKeyJwk",
    "privateKeyMultibase",
    "privateKeyJwk",
    "privateKeyBase58",
    "privateKeyPem",
    "privateKeyHex",
)
# Enough to tell an address from something else; that it is the right one is decided by comparing.
_URL: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[\x21\x23-\x3b\x3d\x3f-\x5b\x5d\x5f\x61-\x7a\x7e]{1,2000}")


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationMethod:
    """A published key: its address, whom it belongs to, and when it ends, if it does."""

    id: str
    controller: str
    public_key: PublicKey
    revoked: datetime | None = None
    expires: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ControllerDocument:
    """What somebody publishes about their keys; ``source`` is the document as it was read.

    ``assertion_method`` and ``authentication`` are the ids that the document vouches for, also those of other
    documents. ``unreadable`` are the ids of methods whose kind of key is not known here.
    """

    id: str
    also_known_as: tuple[str, ...] = ()
    verification_methods: tuple[VerificationMethod, ...] = ()
    assertion_method: frozenset[str] = frozenset()
    authentication: frozenset[str] = frozenset()
    services: tuple[JsonObject, ...] = field(default=(), compare=False)
    unreadable: frozenset[str] = frozenset()
    source: JsonObject = field(default_factory=dict, compare=False, repr=False)

    def method(self, vm_id: str, *, purpose: str | None) -> VerificationMethod:
        """Return the method ``vm_id`` if this document holds it and vouches for it for ``purpose``.

        These are the steps of Controlled Identifiers 1.0, section 3.3, once the document has been fetched
        from the place that its own id names. ``None`` for ``purpose`` asks only whether the method is there.
        Raises ``DocumentError``: ``key.not_found``, ``key.wrong_controller``, ``key.wrong_purpose``, and
        ``UnavailableError("key.unknown_type")`` where the document holds the method and the key cannot be
        read here.
        """
        found = next((method for method in self.verification_methods if method.id == vm_id), None)
        if found is None:
            if vm_id in self.unreadable:
                raise UnavailableError(
                    "key.unknown_type", "The key is of a kind that is not read here.", where=vm_id
                )
            raise DocumentError("key.not_found", f"The document of {self.id} holds no such key.", where=vm_id)
        if found.controller != self.id:
            raise DocumentError(
                "key.wrong_controller",
                f"The document of {self.id} says that the key belongs to somebody else.",
                where=vm_id,
            )
        if purpose is not None and vm_id not in self._listed(purpose):
            raise DocumentError(
                "key.wrong_purpose",
                f"The document of {self.id} does not list the key for {purpose}.",
                where=vm_id,
            )
        return found

    def _listed(self, purpose: str) -> frozenset[str]:
        if purpose == ASSERTION:
            return self.assertion_method
        return self.authentication if purpose == AUTHENTICATION else frozenset()


def parse_controller_document(document: JsonObject, *, expected_id: str) -> ControllerDocument:
    """Return the view of ``document``, which has to be the one of ``expected_id``.

    Raises ``DocumentError``: ``controller.wrong_id``, ``controller.malformed``,
    ``controller.too_many_methods``, ``controller.duplicate_method``, ``controller.secret_key``,
    ``controller.two_keys``, and those of the keys and timestamps within.
    """
    if document.get("id") != expected_id:
        raise DocumentError(
            "controller.wrong_id",
            f"The document does not say that it is that of {expected_id}.",
            where="/id",
            mend="Its id must be the very address under which it is looked up.",
        )
    _refuse_secrets(document, "")
    reading = _Reading(expected_id)
    for pointer, member in _members(document, "verificationMethod"):
        if not isinstance(member, dict):
            _raise_malformed("A verification method is an object.", pointer)
        reading.add(member, pointer)
    listed: dict[str, frozenset[str]] = {}
    for name in _RELATIONSHIPS:
        ids: set[str] = set()
        for pointer, member in _members(document, name):
            if isinstance(member, str):
                ids.add(reading.resolve(member, pointer))
            elif isinstance(member, dict):
                ids.add(reading.add(member, pointer))
            else:
                _raise_malformed(f"A member of {name} is an object or an address.", pointer)
        listed[name] = frozenset(ids)
    return ControllerDocument(
        id=expected_id,
        also_known_as=tuple(_texts(document, "alsoKnownAs")),
        verification_methods=tuple(reading.methods),
        assertion_method=listed[ASSERTION],
        authentication=listed[AUTHENTICATION],
        services=tuple(_services(document)),
        unreadable=frozenset(reading.unreadable),
        source=document,
    )


def build_did_document(
    did: str,
    *,
    history: KeyHistory,
    services: Sequence[JsonObject] = (),
    also_known_as: Sequence[str] = (),
) -> JsonObject:
    """Return the DID document of ``did`` with every key of its ``history`` as a Multikey.

    A retired key stays listed for its purposes, or every credential that it signed would be refused; one that
    is compromised stays published as ``revoked`` and leaves the lists. Raises
    ``UsageError("controller.wrong_history")`` for the history of somebody else, ``DocumentError`` as
    :func:`parse_controller_document` does for what could not be read again.
    """
    if history.controller != did:
        raise UsageError("controller.wrong_history", f"The key history is not that of {did}.", where=did)
    document: JsonObject = {"@context": list(CONTEXTS), "id": did}
    if also_known_as:
        document["alsoKnownAs"] = list(also_known_as)
    document["verificationMethod"] = [_format_method(period, did) for period in history.periods]
    listed = [period.method_id for period in history.periods if period.compromised_at is None]
    document[AUTHENTICATION] = list(listed)
    document[ASSERTION] = list(listed)
    if services:
        document["service"] = [dict(service) for service in services]
    parse_controller_document(document, expected_id=did)
    return document


class _Reading:
    """The methods of one document, as they are found."""

    __slots__ = ("_base", "_ids", "methods", "unreadable")

    def __init__(self, base: str) -> None:
        self._base = base
        self._ids: set[str] = set()
        self.methods: list[VerificationMethod] = []
        self.unreadable: list[str] = []

    def resolve(self, reference: str, pointer: str) -> str:
        """Return the address that ``reference``, absolute or ``#fragment``, means in this document."""
        address = self._base + reference if reference.startswith("#") else reference
        if not _URL.fullmatch(address):
            _raise_malformed("The address of a verification method is absolute or begins with '#'.", pointer)
        return address

    def add(self, method: JsonObject, pointer: str) -> str:
        """Keep ``method`` and return its address."""
        _refuse_secrets(method, pointer)
        method_id = self.resolve(_text(method, "id", pointer), f"{pointer}/id")
        if method_id in self._ids:
            raise DocumentError(
                "controller.duplicate_method",
                "Two verification methods have the same address, so it could mean either.",
                where=f"{pointer}/id",
            )
        if len(self._ids) == MAX_METHODS:
            raise DocumentError(
                "controller.too_many_methods",
                f"The document has more than {MAX_METHODS} verification methods.",
                where=pointer,
            )
        self._ids.add(method_id)
        kind, controller = _text(method, "type", pointer), _text(method, "controller", pointer)
        if "publicKeyMultibase" in method and "publicKeyJwk" in method:
            raise DocumentError(
                "controller.two_keys", "The verification method has its key in two forms.", where=pointer
            )
        public_key = _read_key(method, kind, pointer)
        if public_key is None:
            self.unreadable.append(method_id)
        else:
            self.methods.append(
                VerificationMethod(
                    id=method_id,
                    controller=controller,
                    public_key=public_key,
                    revoked=_moment(method, "revoked", pointer),
                    expires=_moment(method, "expires", pointer),
                )
            )
        return method_id


def _read_key(method: JsonObject, kind: str, pointer: str) -> PublicKey | None:
    name = _TYPES.get(kind)
    if name is None:
        return None
    value, pointer = method.get(name), f"{pointer}/{name}"
    try:
        if name == "publicKeyMultibase" and isinstance(value, str):
            key = parse_multikey(value)
            if kind == "Ed25519VerificationKey2020" and key.algorithm.value != "Ed25519":
                _raise_malformed(f"A method of type {kind} has an Ed25519 key.", pointer)
            return key
        if name == "publicKeyJwk" and isinstance(value, dict):
            return parse_jwk(value)
    except DocumentError as error:
        if error.code in UNKNOWN_KINDS:
            return None
        raise error.at(pointer) if error.where != pointer else error from None
    return _raise_malformed(f"A method of type {kind} has the member {name}.", pointer)


def _refuse_secrets(container: JsonObject, pointer: str) -> None:
    for name in _SECRET_MEMBERS:
        if name in container:
            raise DocumentError(
                "controller.secret_key",
                "The document publishes a secret key.",
                where=f"{pointer}/{name}",
                mend="Take it out and stop using it: whoever read it can sign with it.",
            )


def _members(document: JsonObject, name: str) -> Iterator[tuple[str, JsonValue]]:
    """Yield each member of a set with its pointer; one alone may stand without its list."""
    if name not in document:
        return
    value = document[name]
    if not isinstance(value, list):
        yield f"/{name}", value
        return
    for position, member in enumerate(value):
        yield format_pointer(name, position), member


def _texts(document: JsonObject, name: str) -> Iterable[str]:
    for pointer, member in _members(document, name):
        if not isinstance(member, str):
            _raise_malformed(f"A member of {name} is text.", pointer)
        yield member


def _services(document: JsonObject) -> Iterable[JsonObject]:
    for pointer, member in _members(document, "service"):
        if not isinstance(member, dict) or "type" not in member or "serviceEndpoint" not in member:
            _raise_malformed("A service is an object with a type and a serviceEndpoint.", pointer)
        yield member


def _text(method: JsonObject, name: str, pointer: str) -> str:
    value = method.get(name)
    if not isinstance(value, str) or not value:
        _raise_malformed(f"A verification method has the text {name!r}.", f"{pointer}/{name}")
    return value


def _moment(method: JsonObject, name: str, pointer: str) -> datetime | None:
    if name not in method:
        return None
    try:
        return timestamps.parse(_text(method, name, pointer))
    except DocumentError as error:
        raise error if error.where else error.at(f"{pointer}/{name}") from None


def _format_method(period: KeyPeriod, did: str) -> JsonObject:
    formatted: JsonObject = {"id": period.method_id, "type": "Multikey", "controller": did}
    formatted["publicKeyMultibase"] = format_multikey(period.public_key)
    if period.compromised_at is not None:
        formatted["revoked"] = timestamps.format(period.compromised_at)
    return formatted


def _raise_malformed(message: str, pointer: str) -> NoReturn:
    raise DocumentError("controller.malformed", message, where=pointer)
