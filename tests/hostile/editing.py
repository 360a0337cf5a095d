"""Single random edits of a document: of its JSON, of its bytes, and of its signature.

Every edit is drawn from the ``random.Random`` that is handed in, so a seed names a run.
"""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from cairn.canonical import multibase
from cairn.errors import CairnError
from hostile.specimens import ASKED, ATTACKER, ATTACKER_METHOD, Specimen
from simulators.outside import INTEGRITY, NOW

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

_CRED: Final = "https://www.w3.org/2018/credentials#"
_CONTEXTS: Final = (
    "https://www.w3.org/2018/credentials/v1",
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
    "https://w3id.org/vc/status-list/2021/v1",
    "https://w3id.org/security/data-integrity/v2",
    "https://attacker.example/context.json",
)
_TERMS: Final = (
    "id", "type", "name", "description", "issuer", "validFrom", "validUntil", "credentialStatus", "narrative",
    "proof", "holder", "expires", "domain", "challenge", "result", "value", "alignment", "unknownTerm", "@id",
    "@type", "@graph", "@nest", "@included", "@reverse", "@set", "@language", "@context", "termsOfUse",
)  # fmt: skip
_VALUES: Final[tuple[Any, ...]] = (
    None, True, False, 0, 1, -1, 1.5, 10**30, "", "x", "did:example:2", "https://attacker.example/", [], {},
    {"id": "urn:x"}, ["a", "b"], "2099-01-01T00:00:00Z", {"@value": "x"}, "#relative", "not a url",
)  # fmt: skip
_SWAPS: Final = {"Z": "+00:00", "+00:00": "Z", "https": "http", "é": "e\u0301", "a": "\u0430", " ": "\u00a0"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One edited document, and the name of what was done to it."""

    name: str
    data: bytes


def draw_edit(specimen: Specimen, rng: random.Random) -> Edit:
    """Return ``specimen`` with one edit that changes at least one byte."""
    while True:
        if specimen.form == "jwt":
            operations: tuple[Callable[..., bytes | None], ...] = (*_BYTES, *_TOKENS)
        elif specimen.form == "png":
            operations = _BYTES
        else:
            operations = (*_MEMBERS, *_MEMBERS, *_BYTES)
        operation = rng.choice(operations)
        if operation in _MEMBERS:
            document = json.loads(specimen.data)
            edited = operation(document, rng)
            data = None if edited is None else edited if isinstance(edited, bytes) else _dump(document)
        else:
            data = operation(specimen.data, rng)
        if data is not None and data != specimen.data:
            return Edit(name=operation.__name__.strip("_"), data=data)


def _dump(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


# Edits of the JSON: each changes ``document`` and returns it, or returns bytes, or None where it does not fit.


def _places(value: Any, found: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    for key, member in list(value.items()) if isinstance(value, dict) else list(enumerate(value)):
        found.append((value, key))
        if isinstance(member, dict | list):
            _places(member, found)
    return found


def _objects(document: Any) -> list[dict[str, Any]]:
    members = [container[key] for container, key in _places(document, [])]
    return [document, *(member for member in members if isinstance(member, dict))]


def replace_value(document: Any, rng: random.Random) -> Any:
    container, key = rng.choice(_places(document, []))
    container[key] = copy.deepcopy(rng.choice(_VALUES))
    return document


def remove_member(document: Any, rng: random.Random) -> Any:
    container, key = rng.choice(_places(document, []))
    del container[key]
    return document


def insert_member(document: Any, rng: random.Random) -> Any:
    target = rng.choice(_objects(document))
    name = rng.choice(_TERMS)
    if name in target:
        return None
    target[name] = copy.deepcopy(rng.choice(_VALUES))
    return document


def rename_member(document: Any, rng: random.Random) -> Any:
    target = rng.choice([document, document, *_objects(document)])
    name = rng.choice(list(target))
    new = rng.choice((_CRED + name, "cred:" + name, name.upper(), name + " ", "@" + name, "schema:" + name))
    value = target.pop(name)
    if name in {"validUntil", "validFrom"} and new.startswith(_CRED):
        value = {"@value": value, "@type": "http://www.w3.org/2001/XMLSchema#dateTime"}
    target[new] = value
    return document


def hide_proof_option(document: Any, rng: random.Random) -> Any:
    proof = document.get("proof", [{}])[0]
    if "expires" not in proof:
        return None
    value = {"@value": proof.pop("expires"), "@type": "http://www.w3.org/2001/XMLSchema#dateTime"}
    proof["https://w3id.org/security#expiration"] = value
    return document


def move_member(document: Any, rng: random.Random) -> Any:
    container, key = rng.choice(_places(document, []))
    target = rng.choice(_objects(document))
    value = container[key]
    del container[key]
    target[key if isinstance(key, str) else "name"] = value
    return document


def swap_members(document: Any, rng: random.Random) -> Any:
    places = _places(document, [])
    (one, first), (other, second) = rng.choice(places), rng.choice(places)
    one[first], other[second] = copy.deepcopy(other[second]), copy.deepcopy(one[first])
    return document


def shuffle_members(document: Any, rng: random.Random) -> Any:
    target = rng.choice(_objects(document))
    items = list(target.items())
    rng.shuffle(items)
    target.clear()
    target.update(items)
    return document


def shuffle_list(document: Any, rng: random.Random) -> Any:
    lists = [container[key] for container, key in _places(document, []) if isinstance(container[key], list)]
    rng.shuffle(rng.choice(lists))
    return document


def wrap_value(document: Any, rng: random.Random) -> Any:
    container, key = rng.choice(_places(document, []))
    value = container[key]
    container[key] = rng.choice(
        ([value], {"@set": [value]}, {"@value": value}, {"@list": [value]}, {"id": value})
    )
    return document


def unwrap_value(document: Any, rng: random.Random) -> Any:
    lists = [place for place in _places(document, []) if isinstance(place[0][place[1]], list)]
    container, key = rng.choice(lists)
    if len(container[key]) != 1:
        return None
    container[key] = container[key][0]
    return document


def repeat_item(document: Any, rng: random.Random) -> Any:
    lists = [container[key] for container, key in _places(document, []) if isinstance(container[key], list)]
    chosen = rng.choice([items for items in lists if items] or [[0]])
    chosen.append(copy.deepcopy(rng.choice(chosen)))
    return document


def edit_text(document: Any, rng: random.Random) -> Any:
    texts = [place for place in _places(document, []) if isinstance(place[0][place[1]], str)]
    container, key = rng.choice(texts)
    text = container[key]
    position = rng.randrange(len(text) + 1)
    old, new = rng.choice(list(_SWAPS.items()))
    container[key] = rng.choice(
        (
            text[:position] + text[position + 1 :],
            text[:position] + "x" + text[position:],
            text.replace(old, new),
            text + " ",
        )
    )
    return document


def change_number(document: Any, rng: random.Random) -> Any:
    numbers = [place for place in _places(document, []) if type(place[0][place[1]]) in {int, float}]
    if not numbers:
        return None
    container, key = rng.choice(numbers)
    container[key] = rng.choice((container[key] + 1, -container[key], str(container[key]), 10**20, True))
    return document


def edit_context(document: Any, rng: random.Random) -> Any:
    owner = rng.choice([item for item in _objects(document) if isinstance(item.get("@context"), list)])
    context = owner["@context"]
    inline = {rng.choice(_TERMS[2:9]): rng.choice((None, "https://schema.org/x"))}
    vocabulary = {"@vocab": "https://attacker.example/#"}
    action = rng.randrange(4)
    if action == 0:
        context.insert(rng.randrange(len(context) + 1), rng.choice((*_CONTEXTS, inline, vocabulary)))
    elif action == 1:
        context[rng.randrange(len(context))] = rng.choice(_CONTEXTS)
    elif action == 2:
        context.reverse()
    else:
        context.append({"unknownTerm": None})
        document["unknownTerm"] = "said and not signed"
    return document


def divide_document(document: Any, rng: random.Random) -> Any:
    name = rng.choice(("credentialStatus", "validUntil", "issuer"))
    if name not in document or "id" not in document:
        return None
    target = rng.choice(_objects(document))
    target["evidence"] = {"id": document["id"], name: document.pop(name)}
    return document


def repeat_key(document: Any, rng: random.Random) -> bytes | None:
    """Write a member twice, the false one first or last."""
    name = rng.choice([key for key in document if key != "@context"])
    false = json.dumps({name: rng.choice(_VALUES)})[1:-1]
    text = _dump(document).decode()
    return (f"{{{false},{text[1:]}" if rng.random() < 0.5 else f"{text[:-1]},{false}}}").encode()


def sign_as_attacker(document: Any, rng: random.Random) -> Any:
    """Put the attacker's proof in the place of the issuer's, or beside it."""
    purpose, challenge = "assertionMethod", None
    if "VerifiablePresentation" in document["type"]:
        purpose, challenge = "authentication", ASKED
    if rng.random() < 0.5:
        document.pop("proof", None)
    try:
        signed = INTEGRITY.add_proof(
            document,
            cryptosuite=rng.choice(("eddsa-rdfc-2022", "eddsa-jcs-2022")),
            signer=ATTACKER,
            verification_method=rng.choice((ATTACKER_METHOD, f"{_issuer(document)}#{ATTACKER_METHOD[8:56]}")),
            created=NOW,
            purpose=purpose,
            challenge=None if challenge is None else challenge.value,
            domain=None if challenge is None else challenge.domain,
        )
    except CairnError:
        return None
    return _dump(signed)


def _issuer(document: Any) -> str:
    issuer = document.get("issuer", {})
    return str(issuer.get("id", "")) if isinstance(issuer, dict) else str(issuer)


def change_proof(document: Any, rng: random.Random) -> Any:
    proofs = document.get("proof")
    if not isinstance(proofs, list):
        return None
    proof = rng.choice(proofs)
    name = rng.choice(list(proof))
    choices: dict[str, tuple[Any, ...]] = {
        "cryptosuite": ("eddsa-jcs-2022", "eddsa-rdfc-2022", "ecdsa-rdfc-2019", "bbs-2023", "none"),
        "proofPurpose": ("authentication", "assertionMethod", "keyAgreement"),
        "proofValue": (proof.get("proofValue", "z")[:-1], "z", "z1" + proof.get("proofValue", "zz")[1:], "u"),
        "challenge": (ASKED.value, "other"),
        "type": ("Ed25519Signature2020", "DataIntegrityProof2"),
    }
    proof[name] = rng.choice(choices.get(name, _VALUES))
    return document


_MEMBERS: Final[tuple[Callable[..., Any], ...]] = (
    replace_value, remove_member, insert_member, insert_member, rename_member, rename_member, move_member,
    swap_members, shuffle_members, shuffle_list, wrap_value, unwrap_value, repeat_item, edit_text, change_number, edit_context,
    divide_document, repeat_key, sign_as_attacker, change_proof, hide_proof_option,
)  # fmt: skip


# Edits of the bytes.


def flip_bit(data: bytes, rng: random.Random) -> bytes:
    position = rng.randrange(len(data))
    return data[:position] + bytes([data[position] ^ 1 << rng.randrange(8)]) + data[position + 1 :]


def drop_byte(data: bytes, rng: random.Random) -> bytes:
    position = rng.randrange(len(data))
    return data[:position] + data[position + 1 :]


def insert_byte(data: bytes, rng: random.Random) -> bytes:
    position = rng.randrange(len(data) + 1)
    return data[:position] + bytes([rng.choice(b' \n\x00"{}[],:=.\\/9Az\xff')]) + data[position:]


def truncate(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(len(data))]


def repeat_stretch(data: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(data))
    stop = min(len(data), start + rng.randrange(1, 40))
    return data[:stop] + data[start:stop] + data[stop:]


def escape_character(data: bytes, rng: random.Random) -> bytes:
    position = rng.randrange(len(data))
    return data[:position] + f"\\u{data[position]:04x}".encode() + data[position + 1 :]


def surround(data: bytes, rng: random.Random) -> bytes:
    return rng.choice((b" " + data, data + b"\n", b"\xef\xbb\xbf" + data, data + b"x", b"[" + data + b"]"))


_BYTES: Final[tuple[Callable[..., bytes | None], ...]] = (
    flip_bit, drop_byte, insert_byte, truncate, repeat_stretch, escape_character, surround,
)  # fmt: skip


# Edits of a compact JWT.


def change_header(data: bytes, rng: random.Random) -> bytes:
    head, payload, signature = data.split(b".")
    header: Any = json.loads(multibase.decode_base64url(head.decode()))
    name, value = rng.choice(
        (
            ("alg", "none"),
            ("alg", "HS256"),
            ("alg", "ES256"),
            ("typ", "vp+jwt"),
            ("kid", "#x"),
            ("crit", ["b64"]),
            ("b64", False),
        )
    )
    header[name] = value
    return b".".join((multibase.encode_base64url(_dump(header)).encode(), payload, signature))


def change_payload(data: bytes, rng: random.Random) -> bytes | None:
    head, payload, signature = data.split(b".")
    document = json.loads(multibase.decode_base64url(payload.decode()))
    edited = rng.choice((replace_value, remove_member, insert_member, edit_text))(document, rng)
    return None if edited is None else b".".join(
        (head, multibase.encode_base64url(_dump(document)).encode(), signature)
    )  # fmt: skip


def respell_signature(data: bytes, rng: random.Random) -> bytes:
    """Write the same bits in another way: padded, in the other alphabet, or with other unused bits."""
    last = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    position = last.index(data[-1:])
    other = last[position ^ rng.randrange(1, 4) : (position ^ 1) + 64][:1]
    return rng.choice(
        (data + b"=", data + b"==", data.replace(b"-", b"+"), data.replace(b"_", b"/"), data[:-1] + other)
    )


def drop_signature(data: bytes, rng: random.Random) -> bytes:
    return data[: data.rindex(b".") + rng.randrange(2)]


_TOKENS: Final[tuple[Callable[..., bytes | None], ...]] = (
    change_header, change_payload, respell_signature, drop_signature,
)  # fmt: skip
