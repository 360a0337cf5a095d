from __future__ import annotations

import pytest
from django.db import IntegrityError

from cairn_site.aligning.models import Framework, Skill
from factories.site import NOW


def test_a_version_of_a_framework_of_everybody_is_there_once() -> None:
    with pytest.raises(IntegrityError):
        Framework.objects.create(
            code="cairn", version="1", name="Again", url="/skills/cairn", published_at=NOW
        )


def test_they_are_called_by_name_and_code() -> None:
    framework = Framework(name="Skills", version="2")

    assert str(framework) == "Skills 2"
    assert str(Skill(code="welding")) == "welding"
