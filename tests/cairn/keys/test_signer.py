from __future__ import annotations

import copy
import pickle
from typing import TYPE_CHECKING

import pytest

from cairn.errors import DocumentError, UsageError
from cairn.keys import Algorithm, Signer, SoftwareSigner, ecdsa
from factories.keys import SIGNING_ALGORITHMS, counting_rng, signer

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize("algorithm", SIGNING_ALGORITHMS)
def test_generated_key_comes_from_the_randomness_that_was_passed_in(algorithm: Algorithm) -> None:
    first = SoftwareSigner.generate(algorithm, rng=counting_rng("seed"))
    again = SoftwareSigner.generate(algorithm, rng=counting_rng("seed"))
    other = SoftwareSigner.generate(algorithm, rng=counting_rng("another seed"))
    assert first.public_key == again.public_key != other.public_key
    assert first.public_key.algorithm is algorithm


@pytest.mark.parametrize("algorithm", SIGNING_ALGORITHMS)
def test_signatures_are_the_same_every_time(algorithm: Algorithm) -> None:
    assert signer("a", algorithm).sign(b"message") == signer("a", algorithm).sign(b"message")


@pytest.mark.parametrize("algorithm", SIGNING_ALGORITHMS)
def test_secret_opens_the_same_signer(algorithm: Algorithm) -> None:
    secret = signer("a", algorithm).reveal_secret()
    assert SoftwareSigner.from_secret(algorithm, secret).public_key == signer("a", algorithm).public_key


def test_number_beyond_the_order_is_drawn_again() -> None:
    draws = iter([b"\xff" * 32, b"\x00" * 31 + b"\x07"])
    made = SoftwareSigner.generate(Algorithm.P256, rng=lambda _: next(draws))
    assert made.reveal_secret() == b"\x00" * 31 + b"\x07"


@pytest.mark.parametrize("rng", [bytes, lambda size: b"\x01", lambda size: b"\xff" * size])
def test_broken_randomness_is_refused(rng: Callable[[int], bytes]) -> None:
    with pytest.raises(UsageError) as caught:
        SoftwareSigner.generate(Algorithm.P256, rng=rng)
    assert caught.value.code == "signer.bad_randomness"


def test_all_zero_randomness_is_refused_for_ed25519() -> None:
    with pytest.raises(UsageError) as caught:
        SoftwareSigner.generate(Algorithm.ED25519, rng=bytes)
    assert caught.value.code == "signer.bad_randomness"


def test_rsa_does_not_sign() -> None:
    with pytest.raises(UsageError) as caught:
        SoftwareSigner.generate(Algorithm.RSA, rng=counting_rng())
    assert caught.value.code == "signer.unknown_algorithm"


@pytest.mark.parametrize("algorithm", SIGNING_ALGORITHMS)
def test_secret_is_not_shown(algorithm: Algorithm) -> None:
    mine = signer("a", algorithm)
    for text in (repr(mine), str(mine), f"{mine}"):
        assert mine.reveal_secret().hex() not in text
        assert repr(mine.reveal_secret()) not in text
        assert mine.reveal_secret_multikey() not in text


@pytest.mark.parametrize("algorithm", SIGNING_ALGORITHMS)
def test_secret_is_not_pickled_or_copied(algorithm: Algorithm) -> None:
    for take in (pickle.dumps, copy.copy):
        with pytest.raises(UsageError) as caught:
            take(signer("a", algorithm))
        assert caught.value.code == "signer.not_copied"


def test_secret_of_another_length_is_refused() -> None:
    for algorithm in SIGNING_ALGORITHMS:
        with pytest.raises(DocumentError) as caught:
            SoftwareSigner.from_secret(algorithm, b"\x01" * 31)
        assert caught.value.code == "key.wrong_length"


def test_software_signer_is_a_signer() -> None:
    def public_key_of(signer: Signer) -> bytes:
        return signer.public_key.raw

    assert len(public_key_of(signer("a", Algorithm.P256))) == ecdsa.P256.size + 1
