"""Input made to be misread, or to use up time or memory: refused with its code, within bounds."""

from __future__ import annotations

import base64
import copy
import gzip
import json
import struct
import zlib
from typing import TYPE_CHECKING, Any

import pytest

from cairn import baking
from cairn.canonical import nquads, rdfc, strict_json
from cairn.errors import DocumentError, UnavailableError
from cairn.holder import build_presentation
from cairn.keys import Algorithm
from cairn.proofs.data_integrity import DataIntegrity
from cairn.proofs.vc_jwt import JwtProfile
from cairn.verifier import Verdict, Verifier
from factories import keys
from hostile.bounds import bounded
from hostile.specimens import World, tiny_png
from simulators.outside import NOW, failures, holder_did, outcomes, reasons, to_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from cairn.verifier import Report


@pytest.fixture(scope="module")
def world() -> World:
    return World()


def inspect(world: World, document: Any) -> Report:
    return world.verifier.inspect(to_bytes(document), now=NOW)


def refused(world: World, data: Any, code: str, *, seconds: float = 2.0) -> None:
    """Assert that ``data`` is refused with ``code``, in time, and without a blow-up."""
    data = to_bytes(data)
    with bounded(seconds=seconds):
        report = world.verifier.inspect(data, now=NOW)
    assert report.verdict is Verdict.INVALID
    assert code in failures(report)


def places(value: Any, where: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [where] if isinstance(value, dict) else []
    members = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, member in members:
        if key != "@context":
            found += places(member, (*where, key))
    return found


def test_unknown_term_is_refused_at_every_depth(world: World) -> None:
    document = world.issuer.issue(number=1)
    tried = 0
    for place in places(document):
        edited: Any = copy.deepcopy(document)
        target = edited
        for step in place:
            target = target[step]
        target["neverDefined"] = "said and not signed"
        report = inspect(world, edited)
        assert failures(report)[-1] == "jsonld.undefined_term", place
        assert report.credential is None
        tried += 1
    assert tried > 15


@pytest.mark.parametrize("value", [None, [], {}, "", 0, {"@value": "x"}, {"id": "urn:x"}])
def test_unknown_term_is_refused_whatever_it_says(world: World, value: Any) -> None:
    document = world.issuer.issue(number=1)
    document["neverDefined"] = value
    assert failures(inspect(world, document))[-1] == "jsonld.undefined_term"


def test_relative_address_is_refused(world: World) -> None:
    for name in ("id", "evidence"):
        draft: Any = world.issuer.issue(number=1)
        draft[name] = "relative/path" if name == "id" else [{"id": "relative/path", "type": ["Evidence"]}]
        report = inspect(world, draft)
        assert outcomes(report)["proof"] == "failed"
        assert any(reason.startswith("jsonld.") for reason in failures(report))


def test_swapped_contexts_are_refused(world: World) -> None:
    document: Any = world.issuer.issue(number=1)
    document["@context"].reverse()
    refused(world, document, "contexts.order")


def test_inline_context_is_refused(world: World) -> None:
    document: Any = world.issuer.issue(number=1)
    document["@context"].append({"@vocab": "https://attacker.example/#"})
    refused(world, document, "contexts.inline")


def test_reordered_hashes_are_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A signature over the document's hash first and the options' hash second is one of something else."""
    message = DataIntegrity._message

    def turned(self: Any, *args: Any, **options: Any) -> bytes:
        right = message(self, *args, **options)
        return right[32:] + right[:32]

    monkeypatch.setattr(DataIntegrity, "_message", turned)
    document = world.issuer.issue(number=1)
    monkeypatch.undo()
    refused(world, document, "signature.invalid")


def test_reordered_members_of_a_proof_mean_the_same(world: World) -> None:
    document: Any = world.issuer.issue(number=1)
    document["proof"] = [dict(reversed(document["proof"][0].items()))]
    assert inspect(world, document).verdict is Verdict.VALID


def test_proof_of_another_suite_is_refused(world: World) -> None:
    document: Any = world.issuer.issue(number=1)
    document["proof"][0]["cryptosuite"] = "eddsa-jcs-2022"
    refused(world, document, "signature.invalid")


def test_wrong_type_of_key_is_refused(world: World) -> None:
    document: Any = world.issuer.issue(number=1)
    p256 = keys.signer("p256", Algorithm.P256).public_key
    document["proof"][0]["verificationMethod"] = world.issuer.method_of(p256)
    refused(world, document, "proof.key_type")


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ({"alg": "none"}, "jws.unknown_algorithm"),
        ({"alg": "HS256"}, "jws.unknown_algorithm"),
        ({"alg": "ES256"}, "jws.key_type"),
        ({"alg": "RS256"}, "jws.key_type"),
        ({"crit": ["exp"]}, "jws.critical"),
        ({"b64": False}, "jws.critical"),
        ({"zip": "DEF"}, "jws.critical"),
    ],
)
def test_forged_header_is_refused(world: World, header: dict[str, Any], code: str) -> None:
    head, payload, signature = world.issuer.issue_jwt(JwtProfile.JOSE, number=1).split(".")
    given = json.loads(base64.urlsafe_b64decode(head + "=="))
    forged = base64.urlsafe_b64encode(json.dumps({**given, **header}).encode()).decode().rstrip("=")
    refused(world, f"{forged}.{payload}.{signature}", code)


@pytest.mark.parametrize("part", [0, 1, 2])
def test_padded_base64_is_refused(world: World, part: int) -> None:
    parts = world.issuer.issue_jwt(JwtProfile.JOSE, number=1).split(".")
    parts[part] += "="
    report = inspect(world, ".".join(parts))
    assert failures(report)[0].startswith("base64url.")


def listed(world: World, encoded: str) -> Report:
    """Return the report on a credential whose status list is ``encoded``, signed by the issuer itself."""
    pages = dict(world.web.pages)
    subject = {
        "id": f"{world.issuer.list_url}#list",
        "type": "BitstringStatusList",
        "statusPurpose": "revocation",
        "encodedList": encoded,
    }
    try:
        world.issuer.publish_list(credentialSubject=subject)
        with bounded():
            return inspect(world, world.issuer.issue(number=94_567))
    finally:
        world.web.pages.update(pages)


def encode(data: bytes) -> str:
    return "u" + base64.urlsafe_b64encode(data).decode().rstrip("=")


def test_sound_status_list_is_read(world: World) -> None:
    assert outcomes(listed(world, encode(gzip.compress(bytes(16_384)))))["status"] == "passed"


@pytest.mark.parametrize(
    "encoded",
    [
        encode(gzip.compress(bytes(16_384))[:-9]),
        encode(gzip.compress(bytes(16_384))[:4]),
        encode(gzip.compress(bytes(16_384)) + b"more"),
        encode(gzip.compress(bytes(300 * 1024 * 1024), compresslevel=9)),
        encode(zlib.compress(bytes(16_384))),
        encode(gzip.compress(bytes(16_383))),
        encode(gzip.compress(bytes(16_384))) + "==",
        gzip.compress(bytes(16_384)).hex(),
        "u",
        "",
    ],
    ids=[
        "truncated",
        "head only",
        "trailing",
        "bomb",
        "zlib",
        "too short",
        "padded",
        "hexadecimal",
        "empty",
        "none",
    ],
)
def test_status_list_that_cannot_be_read_is_not_a_pass(world: World, encoded: str) -> None:
    report = listed(world, encoded)
    assert outcomes(report)["status"] in {"failed", "not_checked"}
    assert report.verdict is not Verdict.VALID


@pytest.mark.parametrize("index", ["131072", "9" * 18])
def test_index_beyond_the_list_is_refused(world: World, index: str) -> None:
    draft: Any = world.issuer.draft(number=1)
    draft["credentialStatus"]["statusListIndex"] = index
    refused(world, world.issuer.sign(draft), "status.index_out_of_range")


@pytest.mark.parametrize("index", ["-1", "01", "1.0", "0x1", " 1", "", "9" * 5_000])
def test_index_that_is_no_number_is_refused(world: World, index: str) -> None:
    draft: Any = world.issuer.draft(number=1)
    draft["credentialStatus"]["statusListIndex"] = index
    report = inspect(world, world.issuer.sign(draft))
    assert outcomes(report)["status"] == "failed"


def test_json_of_100_megabytes_is_refused(world: World) -> None:
    refused(
        world, b'{"type":["VerifiableCredential"],"x":"' + b"x" * 100_000_000 + b'"}', "presented.too_large"
    )


def test_json_of_50_megabytes_is_refused(world: World) -> None:
    refused(world, b'{"type":["VerifiableCredential"],"x":"' + b"x" * 50_000_000 + b'"}', "json.too_large")


@pytest.mark.parametrize(
    "text",
    [
        b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
        b'{"a":' + b"[" * 10_000 + b"]" * 10_000 + b"}",
        b'{"a":' + b"[" * 4_000_000,
        b'{"a":' * 500_000,
    ],
    ids=["objects", "arrays", "open arrays", "open objects"],
)
def test_json_of_10000_levels_is_refused(world: World, text: bytes) -> None:
    refused(world, text, "json.too_deep")


@pytest.mark.parametrize(
    "number", [b"1" * 1_000_000, b"-" + b"9" * 100_000, b"1e999999999", b"1" + b"0" * 400]
)
def test_huge_numbers_are_refused(world: World, number: bytes) -> None:
    data = b'{"type":["VerifiableCredential"],"x":' + number + b"}"
    with bounded():
        report = world.verifier.inspect(data, now=NOW)
    assert failures(report)[0].startswith("json.")


@pytest.mark.parametrize("number", [10**30, 1.7e308, -(10**21), 2**53 + 1])
def test_large_numbers_in_a_signed_document_do_no_harm(world: World, number: Any) -> None:
    document: Any = world.issuer.issue(number=1)
    document["credentialSubject"]["achievement"]["creditsAvailable"] = number
    with bounded():
        report = inspect(world, document)
    assert report.verdict is Verdict.INVALID
    assert outcomes(report)["proof"] == "failed"


def test_flood_of_members_is_refused_in_time(world: World) -> None:
    document: Any = world.issuer.issue(number=1)
    document.update({f"member{number}": number for number in range(100_000)})
    with bounded(seconds=4, memory=96 * 1024 * 1024):
        report = inspect(world, document)
    assert report.verdict is Verdict.INVALID


def test_poison_graph_of_the_w3c_is_refused_in_a_second(shared_data: Path) -> None:
    text = (shared_data / "rdf-canon" / "rdfc10" / "test074-in.nq").read_text(encoding="utf-8")
    with bounded(seconds=1), pytest.raises(DocumentError) as caught:
        rdfc.canonize(nquads.parse(text))
    assert caught.value.code.startswith("rdfc.")


def poisoned(world: World, size: int) -> Any:
    """Return a credential with a clique of blank nodes, none of which can be told from another."""
    document: Any = world.issuer.issue(number=1)
    document["credentialSubject"]["achievement"]["related"] = [
        {
            "id": f"_:n{number}",
            "type": ["Achievement"],
            "name": "same",
            "related": [
                {"id": f"_:n{other}", "type": ["Related"]} for other in range(size) if other != number
            ],
        }
        for number in range(size)
    ]
    return document


@pytest.mark.parametrize("size", [6, 8, 40])
def test_poisoned_credential_is_refused_in_a_second(world: World, size: int) -> None:
    refused(world, poisoned(world, size), "rdfc.too_complex", seconds=1)


def test_presentation_full_of_poison_is_refused_in_time(world: World) -> None:
    document = build_presentation([to_bytes(poisoned(world, 8)).decode()] * 200, holder_id=holder_did())
    with bounded(seconds=4):
        report = inspect(world, document)
    assert report.verdict is Verdict.INVALID
    assert "presented.poisoned" in reasons(report.contained[-1])
    assert len(report.contained) == 2


def test_many_equal_blank_nodes_are_told_apart_in_time(world: World) -> None:
    document: Any = world.issuer.issue(number=1)
    document["evidence"] = [{"type": ["Evidence"], "name": "same"}] * 2_000
    with bounded(seconds=4):
        assert inspect(world, document).verdict is Verdict.INVALID


def png_with(kind: bytes, body: bytes) -> bytes:
    image = tiny_png()
    chunk = struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return image[:-12] + chunk + image[-12:]


def test_bomb_in_a_png_is_refused(world: World) -> None:
    bomb = zlib.compress(b"{" * (300 * 1024 * 1024), 9)
    report_of_bomb = png_with(b"iTXt", b"openbadgecredential\x00\x01\x00\x00\x00" + bomb)
    with bounded():
        report = world.verifier.inspect(report_of_bomb, now=NOW)
    assert failures(report)[0].startswith("image.")


@pytest.mark.parametrize(
    "body", [b"", b"openbadgecredential", b"openbadgecredential\x00\x00\x00\x00\x00\xff\xfe", b"\x00" * 99]
)
def test_malformed_chunk_of_a_png_is_refused(world: World, body: bytes) -> None:
    report = world.verifier.inspect(png_with(b"iTXt", body), now=NOW)
    assert report.verdict is Verdict.INVALID


def test_chunk_longer_than_its_png_is_refused(world: World) -> None:
    image = tiny_png()[:-12] + struct.pack(">I", 2**31 - 1) + b"iTXtopenbadgecredential"
    with bounded():
        assert world.verifier.inspect(image, now=NOW).verdict is Verdict.INVALID


def test_two_credentials_in_one_png_are_refused(world: World) -> None:
    one = baking.bake(tiny_png(), to_bytes(world.issuer.issue(number=1)).decode())
    chunk = one[one.index(b"iTXt") - 4 : -12]
    report = world.verifier.inspect(one[:-12] + chunk + one[-12:], now=NOW)
    assert failures(report)[0].startswith("image.")


def test_two_credentials_in_one_svg_are_refused(world: World) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"></svg>'
    one = baking.bake(svg, to_bytes(world.issuer.issue(number=1)).decode())
    element = one[one.index(b"<openbadges:credential") : one.rindex(b"</svg>")]
    report = world.verifier.inspect(one.replace(b"</svg>", element + b"</svg>"), now=NOW)
    assert failures(report) == ["image.second_credential"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "presented.empty"),
        (b"\xef\xbb\xbf{}", "json.byte_order_mark"),
        ("{}".encode("utf-16"), "presented.utf16"),
        ("{}".encode("utf-16-be"), "presented.utf16"),
    ],
)
def test_text_of_another_encoding_is_told_as_such(world: World, data: bytes, code: str) -> None:
    refused(world, data, code)


def test_poison_in_endorsements_is_refused_in_time(world: World) -> None:
    """A signature over the text lets entangled endorsements come as far as their own verification."""
    members = [{**poisoned(world, 8), "id": "urn:poison"}] * 40
    document = world.issuer.issue(number=1, cryptosuite="eddsa-jcs-2022", endorsement=members)
    with bounded(seconds=4):
        report = inspect(world, document)
    assert "endorsement.not_checked" in reasons(report)
    assert len(report.endorsements) == 1


def test_records_full_of_poisoned_endorsements_are_refused_in_time(world: World) -> None:
    member = {**poisoned(world, 8), "id": "urn:poison"}
    inside = world.issuer.issue(number=1, cryptosuite="eddsa-jcs-2022", endorsement=[member])
    document = build_presentation([to_bytes(inside).decode()] * 100, holder_id=holder_did())
    with bounded(seconds=4):
        report = inspect(world, document)
    assert "presented.poisoned" in reasons(report.contained[-1])


ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    "svg",
    [
        f'<!DOCTYPE svg [<!ENTITY e0 "ha">{ENTITIES}]><svg xmlns="http://www.w3.org/2000/svg">&e11;</svg>',
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg">&x;</svg>',
        '<svg xmlns="http://www.w3.org/2000/svg">' + "<g>" * 200_000,
        "<" + "a" * 5_000_000,
    ],
    ids=["billion laughs", "external entity", "deep", "endless name"],
)
def test_hostile_svg_is_refused(world: World, svg: str) -> None:
    data = svg.encode()
    with bounded():
        report = world.verifier.inspect(data, now=NOW)
    assert failures(report)[0].startswith("image.")


def test_status_list_that_never_ends_is_not_a_pass(world: World) -> None:
    """A loader stops at its own limit; what it says then is that it could not be read."""

    def load(url: str) -> bytes:
        if url == world.issuer.list_url:
            raise UnavailableError("fetch.too_large", "The answer is too large.", where=url)
        return world.web(url)

    report = Verifier(loader=load).inspect(to_bytes(world.issuer.issue(number=1)), now=NOW)
    assert "fetch.too_large" in reasons(report)
    assert report.verdict is Verdict.NOT_CHECKED


def test_pages_of_the_issuer_that_are_hostile_are_not_a_pass(world: World) -> None:
    document = to_bytes(world.issuer.issue(number=1))
    pages = dict(world.web.pages)
    try:
        for page in (
            b"",
            b"[" * 100_000,
            b"\xff\xfe",
            b"{}",
            b"null",
            strict_json.format({"id": world.issuer.did}),
        ):
            for url in (world.issuer.did_url, world.issuer.history_url, world.issuer.list_url):
                world.web.pages.update(pages)
                world.web.pages[url] = page
                with bounded():
                    assert world.verifier.inspect(document, now=NOW).verdict is not Verdict.VALID
    finally:
        world.web.pages.update(pages)
