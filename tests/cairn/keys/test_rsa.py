from __future__ import annotations

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric import rsa as rsa_keys
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from cairn.canonical import multibase
from cairn.errors import DocumentError
from cairn.keys import rsa
from factories.keys import RFC_7638_MODULUS

MODULUS = int.from_bytes(multibase.decode_base64url(RFC_7638_MODULUS), "big")
RAW = rsa.encode_numbers(MODULUS, 65537)


@pytest.fixture(scope="module")
def secret() -> rsa_keys.RSAPrivateKey:
    return rsa_keys.generate_private_key(public_exponent=65537, key_size=2048)


def _raw(secret: rsa_keys.RSAPrivateKey) -> bytes:
    return secret.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def test_rs256_signature_is_verified(secret: rsa_keys.RSAPrivateKey) -> None:
    signature = secret.sign(b"message", padding.PKCS1v15(), hashes.SHA256())
    rsa.verify(_raw(secret), signature=signature, message=b"message")
    with pytest.raises(DocumentError) as caught:
        rsa.verify(_raw(secret), signature=signature, message=b"another")
    assert caught.value.code == "signature.invalid"


def test_signature_with_pss_padding_is_refused(secret: rsa_keys.RSAPrivateKey) -> None:
    pss = padding.PSS(mgf=padding.MGF1(hashes.SHA256()), salt_length=32)
    signature = secret.sign(b"message", pss, hashes.SHA256())
    with pytest.raises(DocumentError) as caught:
        rsa.verify(_raw(secret), signature=signature, message=b"message")
    assert caught.value.code == "signature.invalid"


@pytest.mark.parametrize("signature", [b"", b"\0", bytes(256), b"\xff" * 256, bytes(255)])
def test_signature_that_is_no_number_below_the_modulus_is_refused(signature: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        rsa.verify(RAW, signature=signature, message=b"message")
    assert caught.value.code == "signature.invalid"


def test_numbers_come_back() -> None:
    assert rsa.numbers(RAW) == (MODULUS, 65537)


def test_short_key_that_can_be_factored_is_refused() -> None:
    numbers = rsa_keys.RSAPublicNumbers(65537, MODULUS >> 1024 | 1)
    raw = numbers.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    with pytest.raises(DocumentError) as caught:
        rsa.load_public(raw)
    assert caught.value.code == "key.rsa_size"


def test_huge_modulus_that_costs_the_verifier_time_is_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        rsa.encode_numbers(MODULUS << 8192 | 1, 65537)
    assert caught.value.code == "key.rsa_size"
    with pytest.raises(DocumentError) as caught:
        rsa.load_public(RAW + bytes(100_000))
    assert caught.value.code == "key.malformed"


@pytest.mark.parametrize("exponent", [0, 1, 2, 4, 2**64 + 1, 2**2000 + 1])
def test_exponent_under_which_nothing_or_everything_is_signed_is_refused(exponent: int) -> None:
    with pytest.raises(DocumentError) as caught:
        rsa.encode_numbers(MODULUS, exponent)
    assert caught.value.code == "key.rsa_exponent"


def test_even_modulus_is_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        rsa.encode_numbers(MODULUS - 1, 65537)
    assert caught.value.code == "key.malformed"


def test_key_of_another_kind_is_refused() -> None:
    other = ec.derive_private_key(7, ec.SECP256R1()).public_key()
    raw = other.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    with pytest.raises(DocumentError) as caught:
        rsa.load_public(raw)
    assert caught.value.code == "key.malformed"


def test_key_with_bytes_after_it_is_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        rsa.load_public(RAW + b"\0")
    assert caught.value.code == "key.malformed"
