from __future__ import annotations

import base64
import json
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings

from cairn.errors import DocumentError
from cairn_site.designing.content import Content, LevelChoice, OutsideKind, ResultKind
from cairn_site.designing.imagery.drawing import Drawing
from cairn_site.designing.imagery.rendering import png_of
from cairn_site.designing.importing import import_achievement
from cairn_site.designing.publishing import build_document, format_public
from cairn_site.designing.starters import starters
from factories.designing import PLACE, PUBLISHER


def foreign(**changes: Any) -> bytes:
    return json.dumps(
        {"id": "urn:a", "type": ["Achievement"], "name": "N", "description": "D", "criteria": {}, **changes}
    ).encode()


def in_one_language(content: Content) -> Content:
    """Return content without its translations, as a document has it."""

    def only(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: text for key, text in value.items() if key == "en"}
        if isinstance(value, tuple):
            return tuple(only(item) for item in value)
        if hasattr(value, "__dataclass_fields__"):
            return replace(value, **{name: only(getattr(value, name)) for name in value.__dataclass_fields__})
        return value

    stripped = only(content)
    assert isinstance(stripped, Content)
    return replace(stripped, translations=())


@pytest.mark.parametrize("code", list(starters()))
def test_our_own_documents_come_back_as_they_went(code: str) -> None:
    content = in_one_language(starters()[code].content)
    content = replace(content, validity=Content().validity)
    own = replace(PUBLISHER, profile_url=f"{settings.CAIRN_ORIGIN}/organisations/northside")

    imported = import_achievement(format_public(build_document(content, publisher=own, place=PLACE)))

    assert imported.content == content
    assert len(imported.losses) == 1  # the image, which stands elsewhere


def test_a_credential_gives_its_achievement() -> None:
    achievement = json.loads(foreign())
    credential = {
        "type": ["AchievementCredential"],
        "name": "C",
        "credentialSubject": {"achievement": achievement},
    }

    assert import_achievement(json.dumps(credential).encode()).content.title == "N"
    assert import_achievement(json.dumps({"achievement": achievement}).encode()).content.title == "N"


def test_what_has_no_place_is_listed() -> None:
    imported = import_achievement(
        foreign(
            related=[{"id": "urn:b", "type": ["Related"]}],
            otherIdentifier=[{}],
            creator={"id": "https://other.org", "name": "Other"},
            image={"id": "https://other.org/i.png"},
            resultDescription=[{"id": "urn:r", "name": "GPA", "resultType": "GradePointAverage"}],
        )
    )

    assert len(imported.losses) == 5
    assert any("otherIdentifier" in loss for loss in imported.losses)
    assert any("Other" in loss for loss in imported.losses)
    assert any("GPA" in loss for loss in imported.losses)


def test_alignments_of_other_kinds_are_kept_as_competencies() -> None:
    imported = import_achievement(
        foreign(
            alignment=[
                {
                    "targetName": "Skill",
                    "targetUrl": "http://data.europa.eu/esco/skill/1",
                    "targetType": "ext:ESCOSkill",
                },
                {
                    "targetName": "Thing",
                    "targetUrl": "https://x.org/1",
                    "targetType": "CTDL",
                    "targetCode": "T1",
                },
                {"targetName": "Nowhere"},
                {
                    "targetName": "EQF 5",
                    "targetUrl": "http://data.europa.eu/snb/eqf/5",
                    "targetType": "ext:EducationLevel",
                },
            ]
        )
    )

    skills = imported.content.outside_skills
    assert [(one.name, one.kind) for one in skills] == [
        ("Skill", OutsideKind.ESCO_SKILL),
        ("Thing", OutsideKind.COMPETENCY),
    ]
    assert imported.content.levels == (LevelChoice(framework="EQF", code="5"),)
    assert any("Nowhere" in loss for loss in imported.losses)


def test_an_image_in_the_document_comes_along() -> None:
    address = f"data:image/png;base64,{base64.b64encode(png_of(Drawing())).decode()}"

    imported = import_achievement(foreign(image={"id": address, "caption": "A stone"}))

    assert imported.image is not None
    assert imported.losses == ()
    assert imported.content.image_caption == {"en": "A stone"}


def test_a_scripting_image_is_lost() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><script>alert(1)</script></svg>'
    address = f"data:image/svg+xml;base64,{base64.b64encode(svg).decode()}"

    imported = import_achievement(foreign(image=address))

    assert imported.image is None
    assert len(imported.losses) == 1


def test_results_of_the_standard_become_ours() -> None:
    levels = [{"id": f"urn:l{n}", "name": f"L{n}"} for n in (1, 2)]
    imported = import_achievement(
        foreign(
            resultDescription=[
                {
                    "id": "urn:x#score",
                    "name": "S",
                    "resultType": "ScaledScore",
                    "valueMin": "1",
                    "valueMax": "9",
                },
                {
                    "id": "urn:x",
                    "name": "R",
                    "resultType": "RubricCriterionLevel",
                    "rubricCriterionLevel": levels,
                    "requiredLevel": "urn:l2",
                },
            ]
        )
    )

    score, rubric = imported.content.results
    assert (score.key, score.kind, score.minimum, score.maximum) == ("score", ResultKind.POINTS, 1, 9)
    assert (rubric.key, rubric.required, len(rubric.levels)) == ("result-2", "2", 2)


@pytest.mark.parametrize(
    "text", ["[]", "{}", "nonsense", '{"name": "x", "name": "y"}', '{"credentialSubject": {}}']
)
def test_what_holds_no_achievement_is_refused(text: str) -> None:
    with pytest.raises(DocumentError):
        import_achievement(text.encode())


def test_the_real_open_badges_are_read(shared_data: Any) -> None:
    documents = sorted((shared_data / "open-badges-3").rglob("*.json"))
    read = 0
    for path in documents:
        data = path.read_bytes()
        if b'"achievement"' in data or b"Achievement" in data:
            try:
                imported = import_achievement(data)
            except DocumentError:
                continue
            assert imported.content.title
            read += 1
    assert read
