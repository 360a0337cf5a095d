from __future__ import annotations

import hashlib

import pytest

from cairn.interop.open_badges_2 import Outcome, Recipient, check_recipient

EMAIL = "ada@example.org"


def recipient(
    identity: str, *, hashed: bool = True, salt: str | None = "sea", kind: str = "email"
) -> Recipient:
    return Recipient(type=kind, identity=identity, hashed=hashed, salt=salt, document={})


def digest(algorithm: str, text: str) -> str:
    return f"{algorithm}${hashlib.new(algorithm, text.encode()).hexdigest()}"


def outcome(of: Recipient, claimed: str) -> tuple[Outcome, str]:
    finding = check_recipient(of, claimed)
    return finding.outcome, finding.code


@pytest.mark.parametrize("salt", ["sea", None])
def test_the_hash_of_identity_and_salt_is_the_recipient(salt: str | None) -> None:
    of = recipient(digest("sha256", EMAIL + (salt or "")), salt=salt)
    assert outcome(of, EMAIL) == (Outcome.PASSED, "")


def test_a_plain_identity_is_compared() -> None:
    assert outcome(recipient(EMAIL, hashed=False), "Ada@Example.org")[0] is Outcome.PASSED
    assert outcome(recipient("https://a.example/Ada", hashed=False, kind="url"), "https://a.example/ada")[
        0
    ] is (Outcome.FAILED)


def test_a_hash_of_md5_is_read_with_a_warning() -> None:
    of = recipient(digest("md5", EMAIL + "sea"))
    assert outcome(of, EMAIL) == (Outcome.WARNING, "recipient.weak_hash")
    assert outcome(of, "eve@example.org") == (Outcome.FAILED, "recipient.other")


@pytest.mark.parametrize(
    "of",
    [
        recipient(digest("sha256", EMAIL + "sea"), salt="other sea"),
        recipient(digest("sha256", EMAIL + "sea"), salt=None),
        recipient(digest("sha256", "eve@example.org" + "sea")),
        recipient(digest("sha256", EMAIL + "sea"), hashed=False),
    ],
    ids=["other salt", "no salt", "somebody else", "hash shown as plain text"],
)
def test_somebody_else_is_not_the_recipient(of: Recipient) -> None:
    assert outcome(of, EMAIL) == (Outcome.FAILED, "recipient.other")


def test_a_hash_itself_is_no_identity() -> None:
    identity = digest("sha256", EMAIL + "sea")
    assert outcome(recipient(identity), identity)[0] is Outcome.FAILED


@pytest.mark.parametrize("identity", ["sha1$00", "sha256$xyz", EMAIL, "bcrypt$2b$10"])
def test_another_hash_is_not_checked(identity: str) -> None:
    assert outcome(recipient(identity), EMAIL) == (Outcome.NOT_CHECKED, "recipient.unknown_hash")
