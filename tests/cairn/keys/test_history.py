"""Key histories: what a key may do when, and what no forger may do to the record."""

from __future__ import annotations

import copy
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from cairn.canonical import strict_json
from cairn.errors import DocumentError, UsageError
from cairn.keys import (
    KeyHistory,
    KeyState,
    build_did_document,
    format_key_history,
    parse_controller_document,
    parse_key_history,
)
from cairn.keys.history import MAX_KEYS
from factories.keys import SIGNING_ALGORITHMS, begun_history, method_of, rotated_history, signer
from factories.mutations import mutated_documents

if TYPE_CHECKING:
    from collections.abc import Callable

    from cairn.keys import Algorithm

DID = "did:web:credentials.example.edu:organisations:northside"
START = datetime(2026, 1, 1, tzinfo=UTC)
ROTATED = datetime(2026, 6, 1, tzinfo=UTC)
LATER = datetime(2026, 9, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)
FIRST_KEY, SECOND_KEY, THIRD_KEY = signer("first"), signer("second"), signer("third")
FIRST, NEXT, THIRD = (method_of(DID, key.public_key) for key in (FIRST_KEY, SECOND_KEY, THIRD_KEY))
BEGUN = begun_history(DID, key=FIRST_KEY, at=START)
ROTATION = rotated_history(BEGUN, old=FIRST_KEY, new=SECOND_KEY, at=ROTATED)


def document(history: KeyHistory = ROTATION) -> Any:
    return copy.deepcopy(format_key_history(history))


def refusal(forged: Any) -> str:
    with pytest.raises(DocumentError) as caught:
        parse_key_history(forged)
    return caught.value.code


def misuse(attempt: Callable[[], object]) -> str:
    with pytest.raises(UsageError) as caught:
        attempt()
    return caught.value.code


def test_key_in_use_is_valid_from_its_beginning_on() -> None:
    assert BEGUN.state_at(FIRST, START - SECOND) is KeyState.NOT_YET
    assert BEGUN.state_at(FIRST, START) is KeyState.VALID
    assert BEGUN.state_at(FIRST, LATER) is KeyState.VALID


def test_rotation_retires_the_old_key_and_begins_the_new_one() -> None:
    assert ROTATION.state_at(FIRST, ROTATED - SECOND) is KeyState.VALID
    assert ROTATION.state_at(FIRST, ROTATED + SECOND) is KeyState.RETIRED
    assert ROTATION.state_at(NEXT, ROTATED - SECOND) is KeyState.NOT_YET
    assert ROTATION.state_at(NEXT, ROTATED + SECOND) is KeyState.VALID


def test_moment_of_a_rotation_belongs_to_both_keys() -> None:
    assert ROTATION.state_at(FIRST, ROTATED) is KeyState.VALID
    assert ROTATION.state_at(NEXT, ROTATED) is KeyState.VALID


def test_key_of_somebody_else_is_unknown() -> None:
    assert ROTATION.state_at(f"{DID}#other", LATER) is KeyState.UNKNOWN


def test_back_dated_signature_of_a_compromised_key_is_not_believed() -> None:
    history = BEGUN.mark_compromised(FIRST, at=ROTATED, reason="A laptop was stolen.")
    for moment in (START - SECOND, START, ROTATED, LATER):
        assert history.state_at(FIRST, moment) is KeyState.COMPROMISED


def test_proven_moment_before_a_compromise_keeps_what_was_signed_then() -> None:
    history = BEGUN.mark_compromised(FIRST, at=ROTATED)
    assert history.state_at(FIRST, ROTATED - SECOND, proven=True) is KeyState.VALID
    assert history.state_at(FIRST, ROTATED, proven=True) is KeyState.COMPROMISED
    assert history.state_at(FIRST, START - SECOND, proven=True) is KeyState.NOT_YET


def test_retired_key_can_be_compromised_afterwards_and_stays_retired() -> None:
    history = ROTATION.mark_compromised(FIRST, at=LATER)
    assert history.state_at(FIRST, START) is KeyState.COMPROMISED
    assert history.state_at(FIRST, ROTATED + SECOND, proven=True) is KeyState.RETIRED
    assert history.state_at(NEXT, LATER) is KeyState.VALID


def test_current_key_is_the_one_in_use() -> None:
    assert BEGUN.current is not None
    assert BEGUN.current.method_id == FIRST
    assert ROTATION.current is not None
    assert ROTATION.current.method_id == NEXT
    assert BEGUN.retire(FIRST, at=LATER).current is None


@pytest.mark.parametrize("algorithm", SIGNING_ALGORITHMS)
def test_rotation_to_any_kind_of_key_is_read_back(algorithm: Algorithm) -> None:
    history = rotated_history(BEGUN, old=FIRST_KEY, new=signer("new", algorithm), at=ROTATED)
    assert parse_key_history(format_key_history(history)) == history


def test_everything_that_can_happen_is_read_back() -> None:
    history = (
        ROTATION.mark_compromised(NEXT, at=LATER, reason="Chiffré — verloren 🔑")
        .begin_again(method_id=THIRD, public_key=THIRD_KEY.public_key, valid_from=LATER)
        .retire(THIRD, at=LATER + SECOND)
    )
    text = strict_json.format(format_key_history(history))
    assert parse_key_history(strict_json.parse_object(text)) == history
    assert [period.method_id for period in history.periods] == [FIRST, NEXT, THIRD]


def test_after_a_compromise_a_new_key_begins_without_the_word_of_the_old_one() -> None:
    lost = BEGUN.mark_compromised(FIRST, at=ROTATED)
    history = lost.begin_again(method_id=NEXT, public_key=SECOND_KEY.public_key, valid_from=ROTATED)
    assert history.state_at(NEXT, LATER) is KeyState.VALID
    assert history.state_at(FIRST, LATER) is KeyState.COMPROMISED


def test_compromise_may_have_happened_before_it_was_noticed() -> None:
    history = ROTATION.mark_compromised(NEXT, at=ROTATED + SECOND)
    again = history.begin_again(method_id=THIRD, public_key=THIRD_KEY.public_key, valid_from=LATER)
    assert again.state_at(NEXT, ROTATED, proven=True) is KeyState.VALID


def test_misuse_is_refused_with_its_reason() -> None:
    other = signer("other")
    attempts: dict[str, Callable[[], object]] = {
        "key_history.not_in_use": lambda: rotated_history(ROTATION, old=FIRST_KEY, new=other, at=LATER),
        "key_history.key_in_use": lambda: BEGUN.begin_again(
            method_id=NEXT, public_key=SECOND_KEY.public_key, valid_from=LATER
        ),
        "key_history.reused_key": lambda: rotated_history(ROTATION, old=SECOND_KEY, new=FIRST_KEY, at=LATER),
        "key_history.backwards": lambda: rotated_history(BEGUN, old=FIRST_KEY, new=other, at=START - SECOND),
        "key_history.unknown_method": lambda: BEGUN.mark_compromised(NEXT, at=LATER),
        "key_history.already_compromised": lambda: BEGUN.mark_compromised(FIRST, at=LATER).mark_compromised(
            FIRST, at=LATER
        ),
        "key_history.malformed": lambda: BEGUN.mark_compromised(FIRST, at=LATER, reason="x" * 1001),
        "json.lone_surrogate": lambda: BEGUN.mark_compromised(FIRST, at=LATER, reason="\ud800"),
        "timestamp.naive": lambda: BEGUN.retire(FIRST, at=datetime(2026, 2, 1)),  # noqa: DTZ001
        "key_history.foreign_method": lambda: KeyHistory.begin(
            DID, method_id="did:web:evil.example#key", public_key=other.public_key, valid_from=START
        ),
    }
    assert {code: misuse(attempt) for code, attempt in attempts.items()} == {code: code for code in attempts}


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: BEGUN.retire(NEXT, at=LATER),
        lambda: ROTATION.retire(FIRST, at=LATER),
        lambda: BEGUN.retire(FIRST, at=START - SECOND),
        lambda: BEGUN.mark_compromised(FIRST, at=START - SECOND),
        lambda: KeyHistory.begin(
            "no address", method_id="x", public_key=FIRST_KEY.public_key, valid_from=START
        ),
        lambda: KeyHistory.begin(DID, method_id=DID, public_key=FIRST_KEY.public_key, valid_from=START),
        lambda: BEGUN.retire(FIRST, at=LATER).begin_again(
            method_id=NEXT, public_key=SECOND_KEY.public_key, valid_from=ROTATED
        ),
    ],
)
def test_impossible_event_is_refused(attempt: Callable[[], object]) -> None:
    assert misuse(attempt).startswith("key_history.")


def test_rotation_signed_by_the_new_key_only_is_refused() -> None:
    forged = document()
    forged["events"][1]["oldSignature"] = forged["events"][1]["newSignature"]
    assert refusal(forged) == "key_history.bad_signature"


def test_rotation_signed_by_the_old_key_only_is_refused() -> None:
    forged = document()
    forged["events"][1]["newSignature"] = forged["events"][1]["oldSignature"]
    assert refusal(forged) == "key_history.bad_signature"


def test_rotation_to_another_key_than_the_signed_one_is_refused() -> None:
    forged = document()
    forged["events"][1]["publicKeyMultibase"] = THIRD.partition("#")[2]
    forged["events"][1]["method"] = THIRD
    assert refusal(forged) == "key_history.bad_signature"


def test_back_dated_rotation_is_refused() -> None:
    forged = document()
    forged["events"][1]["at"] = "2026-02-01T00:00:00Z"
    assert refusal(forged) == "key_history.bad_signature"


def test_beginning_moved_under_a_signed_rotation_is_refused() -> None:
    forged = document()
    forged["events"][0]["at"] = "2025-01-01T00:00:00Z"
    assert refusal(forged) == "key_history.bad_signature"


def test_compromise_struck_out_from_under_a_later_rotation_is_refused() -> None:
    marked = ROTATION.mark_compromised(FIRST, at=LATER)
    forged = document(rotated_history(marked, old=SECOND_KEY, new=THIRD_KEY, at=LATER))
    del forged["events"][2]
    assert refusal(forged) == "key_history.bad_signature"


def test_rotation_carried_over_to_another_controller_is_refused() -> None:
    text = strict_json.format(document()).replace(DID.encode(), b"did:web:evil.example")
    assert refusal(strict_json.parse_object(text)) == "key_history.bad_signature"


def test_second_beginning_beside_a_key_in_use_is_refused() -> None:
    forged = document(BEGUN)
    forged["events"].append(
        {
            "type": "begin",
            "at": "2026-06-01T00:00:00Z",
            "method": NEXT,
            "publicKeyMultibase": NEXT.partition("#")[2],
        }
    )
    assert refusal(forged) == "key_history.key_in_use"


def test_compromised_key_brought_back_under_another_name_is_refused() -> None:
    forged = document(BEGUN.mark_compromised(FIRST, at=ROTATED))
    forged["events"].append({**forged["events"][0], "at": "2026-07-01T00:00:00Z", "method": f"{DID}#again"})
    assert refusal(forged) == "key_history.reused_key"


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"type": "Other"}, "/type"),
        ({"version": 2}, "/version"),
        ({"version": True}, "/type"),
        ({"version": 1.0}, "/type"),
        ({"controller": None}, "/controller"),
        ({"controller": "northside"}, "/controller"),
        ({"controller": f"{DID}#a"}, "/controller"),
        ({"events": []}, "/events"),
        ({"events": {}}, "/events"),
        ({"events": [1]}, "/events/0"),
        ({"events": [{"type": "erase", "at": "", "method": ""}]}, "/events/0/type"),
        ({"events": [{"type": [], "at": "", "method": ""}]}, "/events/0/type"),
        ({"events": [{"type": "retire", "at": "2026-01-01T00:00:00Z"}]}, "/events/0"),
        ({"extra": 1}, ""),
    ],
)
def test_other_form_is_refused_at_its_place(change: dict[str, Any], where: str) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_key_history({**document(), **change})
    assert (caught.value.code, caught.value.where) == ("key_history.malformed", where)


def test_faults_within_an_event_are_told_with_their_place() -> None:
    for member, value, code in (
        ("at", "2026-06-01T00:00:00", "timestamp.no_zone"),
        ("publicKeyMultibase", "z6Mk", "multikey.unknown_type"),
        ("publicKeyMultibase", FIRST_KEY.reveal_secret_multikey(), "multikey.secret"),
        ("oldSignature", "uAAAA", "multibase.wrong_base"),
        ("method", "did:web:evil.example#key", "key_history.foreign_method"),
        ("oldMethod", DID, "key_history.foreign_method"),
    ):
        forged = document()
        forged["events"][1][member] = value
        with pytest.raises(DocumentError) as caught:
            parse_key_history(forged)
        assert (caught.value.code, caught.value.where) == (code, f"/events/1/{member}")


def test_endless_history_is_refused_before_any_work() -> None:
    forged = document(BEGUN)
    forged["events"] *= 3 * MAX_KEYS + 1
    assert refusal(forged) == "key_history.too_long"


@settings(max_examples=150, deadline=None)
@given(mutated_documents([format_key_history(ROTATION.mark_compromised(FIRST, at=LATER, reason="Lost."))]))
def test_any_change_is_refused_with_a_type_or_read_as_it_stands(changed: Any) -> None:
    try:
        history = parse_key_history(changed)
    except DocumentError:
        return
    assert parse_key_history(format_key_history(history)) == history


def test_history_that_has_grown_is_accepted() -> None:
    ROTATION.check_extends(BEGUN)
    ROTATION.check_extends(ROTATION)


@pytest.mark.parametrize(
    "later",
    [
        BEGUN,
        begun_history("did:web:other.example", key=FIRST_KEY, at=START),
        rotated_history(BEGUN, old=FIRST_KEY, new=THIRD_KEY, at=ROTATED),
    ],
    ids=["shortened", "of another controller", "another rotation"],
)
def test_rewritten_history_is_refused(later: KeyHistory) -> None:
    with pytest.raises(DocumentError) as caught:
        later.check_extends(ROTATION)
    assert caught.value.code == "key_history.rewritten"


def test_retired_key_stays_listed_and_a_compromised_one_leaves() -> None:
    built = build_did_document(DID, history=ROTATION)
    assert built["assertionMethod"] == built["authentication"] == [FIRST, NEXT]
    lost = build_did_document(DID, history=ROTATION.mark_compromised(FIRST, at=LATER))
    assert lost["assertionMethod"] == lost["authentication"] == [NEXT]
    view = parse_controller_document(lost, expected_id=DID)
    assert [(method.id, method.revoked) for method in view.verification_methods] == [
        (FIRST, LATER),
        (NEXT, None),
    ]
