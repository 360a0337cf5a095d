from __future__ import annotations

from cairn.quality.lint.parts import achievement_parts, frame_part, row_part
from factories.lint_samples import ACHIEVEMENT, NOW, put, sound_credential


def test_every_text_is_in_exactly_one_part() -> None:
    document = sound_credential()
    parts = [frame_part(document), *achievement_parts(document), row_part(document, now=NOW)]
    places = [part.at + text.where for part in parts for text in part.texts()]

    assert len(places) == len(set(places))
    assert {"/id", "/name", "/issuer/email", f"{ACHIEVEMENT}/name", "/evidence/0/narrative"} <= set(places)
    assert "/credentialSubject/identifier/0/identityHash" not in places


def test_the_texts_are_those_that_stand_together() -> None:
    for part in achievement_parts(sound_credential()):
        assert sorted(text.value for text in part.texts()) == sorted(part.together.split("\n"))


def test_data_addresses_stand_apart() -> None:
    document = sound_credential()
    put("/image", {"type": "Image", "id": "data:image/png;base64,AAAA"})(document)
    part = frame_part(document)

    assert part.data == ("data:image/png;base64,AAAA",)
    assert "data:" not in part.together


def test_prose_is_what_people_read() -> None:
    part = row_part(sound_credential(), now=NOW)

    assert set(part.prose.split("\n")) == {"Explained two labels.", "Recording", "Five minutes, two labels."}


def test_hosts_are_found_in_addresses_texts_and_dids() -> None:
    document = sound_credential()
    put("/evidence", [{"id": "HTTP://Plain.example.edu:80/1", "narrative": "See https://[::1]/x."}])(document)
    put("/credentialSubject/id", "did:web:holder.example.edu%3A8443:zoe")(document)
    part = row_part(document, now=NOW)

    assert {"plain.example.edu", "[::1]", "holder.example.edu", "credentials.example.edu"} == part.hosts
    assert part.insecure_hosts == {"plain.example.edu"}


def test_what_others_have_signed_is_passed_over() -> None:
    document = sound_credential()
    put("/endorsement", [{"name": "<p>Not ours</p>"}])(document)

    assert "Not ours" not in frame_part(document).together
