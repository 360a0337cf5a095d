from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from cairn.errors import DocumentError
from cairn.keys import ecdsa

P256_SECRET = bytes.fromhex("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721")
P256_X = bytes.fromhex("60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6")
P256_Y = bytes.fromhex("7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299")
P384_SECRET = bytes.fromhex(
    "6B9D3DAD2E1B8C1C05B19875B6659F4DE23C3B667BF297BA9AA47740787137D896D5724E4C70A825F872C9EA60D2EDF5"
)
P256_KEY = b"\x03" + P256_X


# RFC 6979, appendices A.2.5 and A.2.6.
@pytest.mark.parametrize(
    ("name", "secret", "message", "signature"),
    [
        (
            "P-256",
            P256_SECRET,
            b"sample",
            (
                "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
                "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8"
            ),
        ),
        (
            "P-384",
            P384_SECRET,
            b"sample",
            (
                "94EDBB92A5ECB8AAD4736E56C691916B3F88140666CE9FA73D64C4EA95AD133C81A648152E44ACF96E36DD1E80FABE46"
                "99EF4AEB15F178CEA1FE40DB2603138F130E740A19624526203B6351D0A3A94FA329C145786E679E7B82C71A38628AC8"
            ),
        ),
    ],
)
def test_rfc_6979_vectors(name: str, secret: bytes, message: bytes, signature: str) -> None:
    key = ecdsa.SecretKey(name, secret)
    assert key.sign(message).hex().upper() == signature
    ecdsa.verify(name, key.public_raw(), signature=bytes.fromhex(signature), message=message)


def test_coordinates_and_compressed_points_say_the_same() -> None:
    assert ecdsa.compress("P-256", P256_X, P256_Y) == P256_KEY
    assert ecdsa.coordinates("P-256", P256_KEY) == (P256_X, P256_Y)
    assert ecdsa.SecretKey("P-256", P256_SECRET).public_raw() == P256_KEY


@pytest.mark.parametrize("number", [0, ecdsa.P256.order, 2**256 - 1], ids=["zero", "order", "beyond"])
@pytest.mark.parametrize("half", ["r", "s"])
def test_signature_with_a_number_out_of_range_is_refused(half: str, number: int) -> None:
    signature = ecdsa.SecretKey("P-256", P256_SECRET).sign(b"message")
    forged = number.to_bytes(32, "big")
    forged = forged + signature[32:] if half == "r" else signature[:32] + forged
    with pytest.raises(DocumentError) as caught:
        ecdsa.verify("P-256", P256_KEY, signature=forged, message=b"message")
    assert caught.value.code == "signature.invalid"


def test_all_zero_signature_as_in_psychic_signatures_is_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        ecdsa.verify("P-256", P256_KEY, signature=bytes(64), message=b"message")
    assert caught.value.code == "signature.invalid"


def test_signature_in_der_is_refused() -> None:
    signature = ecdsa.SecretKey("P-256", P256_SECRET).sign(b"message")
    der = encode_dss_signature(int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big"))
    with pytest.raises(DocumentError) as caught:
        ecdsa.verify("P-256", P256_KEY, signature=der, message=b"message")
    assert caught.value.code == "signature.invalid"


@pytest.mark.parametrize("length", [0, 1, 63, 65, 96])
def test_signature_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(DocumentError) as caught:
        ecdsa.verify("P-256", P256_KEY, signature=b"\x01" * length, message=b"message")
    assert caught.value.code == "signature.invalid"


def test_invalid_curve_point_is_refused() -> None:
    wrong = bytes([P256_Y[0] ^ 1]) + P256_Y[1:]
    with pytest.raises(DocumentError) as caught:
        ecdsa.compress("P-256", P256_X, wrong)
    assert caught.value.code == "key.bad_point"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"\x00", "key.wrong_length"),
        (b"\x04" + P256_X + P256_Y, "key.wrong_length"),
        (b"\x05" + P256_X, "key.bad_point"),
        (b"\x04" + P256_X, "key.bad_point"),
        (b"\x02" + b"\xff" * 32, "key.bad_point"),
        (b"\x00" * 33, "key.bad_point"),
    ],
    ids=["infinity", "uncompressed", "bad tag", "tag of the other form", "beyond the field", "zeros"],
)
def test_point_in_another_form_is_refused(raw: bytes, code: str) -> None:
    with pytest.raises(DocumentError) as caught:
        ecdsa.load_public("P-256", raw)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("secret", "code"),
    [
        (bytes(32), "key.bad_secret"),
        (ecdsa.P256.order.to_bytes(32, "big"), "key.bad_secret"),
        (b"\x01" * 31, "key.wrong_length"),
        (b"\x01" * 33, "key.wrong_length"),
    ],
)
def test_secret_number_out_of_range_is_refused(secret: bytes, code: str) -> None:
    with pytest.raises(DocumentError) as caught:
        ecdsa.SecretKey("P-256", secret)
    assert caught.value.code == code
