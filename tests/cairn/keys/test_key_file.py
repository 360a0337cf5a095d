"""Key files."""

from __future__ import annotations

import copy
import unicodedata
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.canonical import multibase, strict_json
from cairn.errors import CairnError, DocumentError, UsageError
from cairn.keys import format_key_file, format_plain_key_file, parse_key_file
from cairn.keys.key_file import COST, MAX_COST, MIN_COST
from factories.keys import SIGNING_ALGORITHMS, counting_rng, signer
from factories.mutations import mutated_documents

if TYPE_CHECKING:
    from cairn.keys import Algorithm

PASSPHRASE = "zwölf kleine Steine"
SEALED = format_key_file(signer(), passphrase=PASSPHRASE, rng=counting_rng("file"), cost=MIN_COST)
PLAIN = format_plain_key_file(signer())


def nobody() -> NoReturn:
    raise AssertionError("the passphrase was asked for")


def opened(document: Any, passphrase: str = PASSPHRASE) -> bytes:
    return parse_key_file(document, passphrase=lambda: passphrase).reveal_secret()


@pytest.mark.parametrize("algorithm", SIGNING_ALGORITHMS)
def test_encrypted_key_is_read_back_with_its_passphrase(algorithm: Algorithm) -> None:
    key = signer("a", algorithm)
    document = format_key_file(key, passphrase=PASSPHRASE, rng=counting_rng(), cost=MIN_COST)
    assert opened(strict_json.parse_object(strict_json.format(document))) == key.reveal_secret()


@pytest.mark.parametrize("algorithm", SIGNING_ALGORITHMS)
def test_plain_key_is_read_back_without_asking(algorithm: Algorithm) -> None:
    key = signer("a", algorithm)
    read = parse_key_file(format_plain_key_file(key), passphrase=nobody)
    assert read.reveal_secret() == key.reveal_secret()


def test_usual_cost_is_what_a_file_gets_and_may_ask_for() -> None:
    document: Any = format_key_file(signer(), passphrase=PASSPHRASE, rng=counting_rng())
    assert document["encryption"]["cost"] == COST == 17
    assert opened(document) == signer().reveal_secret()


def test_encrypted_file_does_not_hold_the_secret() -> None:
    text = strict_json.format(SEALED)
    assert signer().reveal_secret_multikey().encode() not in text
    assert multibase.encode_base64url(signer().reveal_secret()).encode() not in text


def test_passphrase_typed_on_another_keyboard_is_the_same() -> None:
    decomposed = unicodedata.normalize("NFD", PASSPHRASE)
    assert decomposed != PASSPHRASE
    assert opened(SEALED, decomposed) == signer().reveal_secret()


def test_wrong_passphrase_is_told_as_such() -> None:
    with pytest.raises(UsageError) as caught:
        opened(SEALED, "zwölf grosse Steine")
    assert caught.value.code == "key_file.wrong_passphrase"


@pytest.mark.parametrize("passphrase", ["", "\udcff"])
def test_passphrase_that_is_none_is_refused(passphrase: str) -> None:
    with pytest.raises(UsageError) as caught:
        format_key_file(signer(), passphrase=passphrase, rng=counting_rng(), cost=MIN_COST)
    assert caught.value.code == "key_file.no_passphrase"
    with pytest.raises(UsageError) as caught:
        opened(SEALED, passphrase)
    assert caught.value.code == "key_file.no_passphrase"


@pytest.mark.parametrize("cost", [0, MIN_COST - 1, MAX_COST + 1, 64])
def test_cost_that_would_exhaust_the_machine_or_protect_nothing_is_refused(cost: int) -> None:
    with pytest.raises(UsageError) as usage:
        format_key_file(signer(), passphrase=PASSPHRASE, rng=counting_rng(), cost=cost)
    assert usage.value.code == "key_file.cost"
    forged: Any = copy.deepcopy(SEALED)
    forged["encryption"]["cost"] = cost
    with pytest.raises(DocumentError) as caught:
        parse_key_file(forged, passphrase=nobody)
    assert caught.value.code == "key_file.cost"


def test_broken_randomness_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        format_key_file(signer(), passphrase=PASSPHRASE, rng=lambda _: b"", cost=MIN_COST)
    assert caught.value.code == "signer.bad_randomness"


def test_public_key_exchanged_beside_an_encrypted_key_is_refused() -> None:
    other = format_plain_key_file(signer("other"))["publicKeyMultibase"]
    with pytest.raises(UsageError) as caught:
        opened({**SEALED, "publicKeyMultibase": other})
    assert caught.value.code == "key_file.wrong_passphrase"


def test_public_key_exchanged_beside_a_plain_key_is_refused() -> None:
    other = format_plain_key_file(signer("other"))["publicKeyMultibase"]
    with pytest.raises(DocumentError) as caught:
        parse_key_file({**PLAIN, "publicKeyMultibase": other}, passphrase=nobody)
    assert caught.value.code == "key_file.mismatch"


@pytest.mark.parametrize("member", ["salt", "nonce", "ciphertext"])
def test_flipped_bit_is_refused(member: str) -> None:
    forged: Any = copy.deepcopy(SEALED)
    place = forged if member == "ciphertext" else forged["encryption"]
    data = bytearray(multibase.decode(place[member]))
    data[0] ^= 1
    place[member] = multibase.encode(bytes(data), base="u")
    with pytest.raises(UsageError) as caught:
        opened(forged)
    assert caught.value.code == "key_file.wrong_passphrase"


@pytest.mark.parametrize(
    "change",
    [
        {"type": "Other"},
        {"version": 2},
        {"version": "1"},
        {"version": True},
        {"extra": 1},
        {"encryption": None},
        {"encryption": {}},
        {"ciphertext": 1},
        {"ciphertext": "u"},
        {"ciphertext": "u" + "A" * 400},
        {"publicKeyMultibase": None},
        {"secretKeyMultibase": PLAIN["secretKeyMultibase"]},
    ],
)
def test_other_form_is_refused_before_the_passphrase_is_asked_for(change: dict[str, Any]) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_key_file({**SEALED, **change}, passphrase=nobody)
    assert caught.value.code == "key_file.malformed"


@pytest.mark.parametrize(
    ("member", "value"), [("kdf", "pbkdf2"), ("cipher", "AES-128-CBC"), ("salt", "uAAAA"), ("nonce", "uAAAA")]
)
def test_weaker_encryption_is_refused_before_the_passphrase_is_asked_for(member: str, value: str) -> None:
    forged: Any = copy.deepcopy(SEALED)
    forged["encryption"][member] = value
    with pytest.raises(DocumentError) as caught:
        parse_key_file(forged, passphrase=nobody)
    assert caught.value.code == "key_file.malformed"


@settings(max_examples=40, deadline=None)
@given(st.one_of(mutated_documents([PLAIN]), mutated_documents([SEALED])))
def test_any_change_is_refused_with_a_type_or_opens_the_same_key(changed: Any) -> None:
    try:
        secret = opened(changed)
    except CairnError:
        return
    assert secret == signer().reveal_secret()
