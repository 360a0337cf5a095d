from __future__ import annotations

import pytest

from cairn.credentials.validation import validate
from cairn.errors import UsageError
from cairn_site.aligning.queries import get_skills
from cairn_site.designing.publishing import build_document
from cairn_site.designing.readiness import measure
from cairn_site.designing.starters import starter, starters
from factories.designing import PLACE, PUBLISHER
from factories.site import NOW

CODES = list(starters())


def test_there_are_eight() -> None:
    assert len(CODES) == 8


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_each_can_be_published_and_lacks_only_the_quality_assurance(code: str, language: str) -> None:
    content = starter(code).in_language(language)

    readiness = measure(content, publisher=PUBLISHER, place=PLACE, now=NOW)

    assert readiness.faults == ()
    assert [element.code for element in readiness.elements if not element.is_told] == ["eu.quality_assurance"]
    assert validate(build_document(content, publisher=PUBLISHER, place=PLACE), expected="Achievement") == ()


@pytest.mark.parametrize("code", CODES)
def test_each_is_translated_throughout_and_its_skills_are_there(code: str) -> None:
    content = starter(code).content

    texts = [
        content.name,
        content.description,
        *content.outcomes,
        *[one for group in content.criteria for one in group.requirements],
        *[result.name for result in content.results],
    ]
    assert all(set(text) == {"en", "es"} for text in texts)
    keys = {(one.framework, one.code) for one in content.skills}
    assert set(get_skills(keys)) == keys


def test_one_that_is_not_there_is_refused() -> None:
    with pytest.raises(UsageError):
        starter("none")
