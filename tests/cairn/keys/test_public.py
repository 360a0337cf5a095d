from __future__ import annotations

import dataclasses
import subprocess
import sys

import pytest

from cairn.errors import DocumentError
from cairn.keys import Algorithm, PublicKey, rsa
from factories.keys import SIGNING_ALGORITHMS, signer


@pytest.mark.parametrize("algorithm", SIGNING_ALGORITHMS)
def test_signature_holds_for_its_message_and_key_only(algorithm: Algorithm) -> None:
    mine, other = signer("mine", algorithm), signer("other", algorithm)
    signature = mine.sign(b"message")
    mine.public_key.verify(signature, b"message")
    tampered = bytes([signature[0] ^ 1]) + signature[1:]
    for key, sig, message in [
        (mine.public_key, signature, b"messagf"),
        (mine.public_key, signature, b""),
        (mine.public_key, tampered, b"message"),
        (mine.public_key, signature + b"\0", b"message"),
        (mine.public_key, signature[:-1], b"message"),
        (mine.public_key, b"", b"message"),
        (other.public_key, signature, b"message"),
    ]:
        with pytest.raises(DocumentError) as caught:
            key.verify(sig, message)
        assert caught.value.code == "signature.invalid"


@pytest.mark.parametrize("algorithm", list(Algorithm))
def test_key_that_is_none_cannot_be_made(algorithm: Algorithm) -> None:
    with pytest.raises(DocumentError) as caught:
        PublicKey(algorithm, b"\x02\x01")
    assert caught.value.code == ("key.malformed" if algorithm is Algorithm.RSA else "key.wrong_length")


def test_key_made_as_one_algorithm_does_not_verify_as_another() -> None:
    key = signer("mine", Algorithm.P256).public_key
    with pytest.raises(DocumentError):
        PublicKey(Algorithm.ED25519, key.raw)
    with pytest.raises(DocumentError):
        PublicKey(Algorithm.P384, key.raw)


def test_rsa_keys_verify_through_the_same_door() -> None:
    key = PublicKey(Algorithm.RSA, rsa.encode_numbers(2**2047 + 1, 65537))
    with pytest.raises(DocumentError) as caught:
        key.verify(bytes(256), b"message")
    assert caught.value.code == "signature.invalid"


def test_key_cannot_be_changed_and_equals_its_like() -> None:
    key = signer().public_key
    with pytest.raises(dataclasses.FrozenInstanceError):
        key.raw = bytes(32)
    assert {key: 1}[PublicKey(Algorithm.ED25519, bytes(key.raw))] == 1


def test_importing_the_package_does_not_import_cryptography() -> None:
    program = "import sys, cairn.keys; sys.exit(int('cryptography' in sys.modules))"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
