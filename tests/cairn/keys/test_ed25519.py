from __future__ import annotations

import pytest

from cairn.errors import DocumentError
from cairn.keys import ed25519

ORDER = 2**252 + 27742317777372353535851937790883648493
FIELD = 2**255 - 19


# RFC 8032, section 7.1, tests 1 and 3.
@pytest.mark.parametrize(
    ("secret", "public", "message", "signature"),
    [
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            (
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
                "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
            ),
        ),
        (
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            "af82",
            (
                "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac1"
                "8ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
            ),
        ),
    ],
)
def test_rfc_8032_vectors(secret: str, public: str, message: str, signature: str) -> None:
    expanded = ed25519.expand_secret(bytes.fromhex(secret))
    assert expanded[32:].hex() == public
    assert ed25519.sign(expanded, bytes.fromhex(message)).hex() == signature
    ed25519.verify(bytes.fromhex(public), bytes.fromhex(signature), bytes.fromhex(message))


def test_malleated_signature_with_the_group_order_added_is_refused() -> None:
    expanded = ed25519.expand_secret(bytes(range(32)))
    signature = ed25519.sign(expanded, b"message")
    scalar = int.from_bytes(signature[32:], "little") + ORDER
    forged = signature[:32] + scalar.to_bytes(32, "little")
    with pytest.raises(DocumentError) as caught:
        ed25519.verify(expanded[32:], forged, b"message")
    assert caught.value.code == "signature.invalid"


@pytest.mark.parametrize(
    "raw",
    [
        bytes(32),
        b"\x01" + bytes(31),
        (FIELD - 1).to_bytes(32, "little"),
        bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
        bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
    ],
    ids=["order 4", "order 1", "order 2", "order 8", "another of order 8"],
)
def test_small_order_key_under_which_one_signature_fits_many_messages_is_refused(raw: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        ed25519.check_public(raw)
    assert caught.value.code == "key.bad_point"


@pytest.mark.parametrize(
    "raw",
    [FIELD.to_bytes(32, "little"), (FIELD + 1).to_bytes(32, "little"), b"\x02" + bytes(31), b"\xff" * 32],
    ids=["p for 0", "p + 1 for 1", "off the curve", "all ones"],
)
def test_key_in_a_second_spelling_or_off_the_curve_is_refused(raw: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        ed25519.check_public(raw)
    assert caught.value.code == "key.bad_point"


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_key_of_another_length_is_refused_before_libsodium_reads_it(length: int) -> None:
    with pytest.raises(DocumentError) as caught:
        ed25519.check_public(bytes(length))
    assert caught.value.code == "key.wrong_length"
    with pytest.raises(DocumentError) as caught:
        ed25519.expand_secret(bytes(length))
    assert caught.value.code == "key.wrong_length"
