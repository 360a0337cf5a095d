from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from cairn.errors import DocumentError
from cairn.interop.open_badges_2 import parse_pem
from cairn.keys import Algorithm
from factories import keys
from factories import open_badges_2 as world


def refused(text: str) -> str:
    with pytest.raises(DocumentError) as error:
        parse_pem(text)
    return error.value.code


@pytest.mark.parametrize("algorithm", [Algorithm.ED25519, Algorithm.P256, Algorithm.P384])
def test_keys_are_read(algorithm: Algorithm) -> None:
    assert parse_pem(f"\n{world.public_pem(algorithm)}") == keys.signer("issuer", algorithm).public_key


@pytest.mark.parametrize("form", [PublicFormat.SubjectPublicKeyInfo, PublicFormat.PKCS1])
def test_an_rsa_key_is_read_in_either_form(form: PublicFormat) -> None:
    text = world.rsa_key().public_key().public_bytes(Encoding.PEM, form).decode()
    assert parse_pem(text).algorithm is Algorithm.RSA


def test_a_secret_key_is_refused() -> None:
    key = world.rsa_key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    assert refused(key.decode()) == "pem.secret"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ssh-rsa AAAA",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
        world.public_pem(Algorithm.P256) * 2,
        world.public_pem(Algorithm.P256).replace("A", "ä"),
    ],
)
def test_what_is_not_one_key_is_refused(text: str) -> None:
    assert refused(text) == "pem.malformed"


def test_a_key_on_another_curve_is_refused() -> None:
    key = ec.derive_private_key(7, ec.SECP256K1()).public_key()
    text = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    assert refused(text) == "pem.unknown_type"


def test_a_short_rsa_key_is_refused() -> None:
    key = rsa.RSAPublicNumbers(65537, (1 << 1023) + 1).public_key()
    text = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    assert refused(text) == "key.rsa_size"
