from __future__ import annotations

from dataclasses import replace

import pytest

from cairn.errors import UsageError
from cairn_site.aligning.actions import load_framework
from cairn_site.aligning.framework_data import read_framework
from cairn_site.aligning.models import Framework, Skill
from cairn_site.platform.actors import SYSTEM
from cairn_site.platform.models import AuditEntry
from factories.site import NOW, actor, make_person


def test_a_framework_loaded_again_is_left_alone() -> None:
    before = Skill.objects.count()

    assert load_framework(read_framework(), actor=SYSTEM, now=NOW) is False
    assert Skill.objects.count() == before


def test_a_new_version_stands_beside_the_old_one() -> None:
    newer = replace(read_framework(), version="2", digest="2" * 64)

    assert load_framework(newer, actor=SYSTEM, now=NOW) is True
    assert list(Framework.objects.order_by("version").values_list("version", flat=True)) == ["1", "2"]
    assert AuditEntry.objects.filter(action="framework.load", details__version="2").exists()


def test_other_data_under_a_known_version_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        load_framework(replace(read_framework(), digest="0" * 64), actor=SYSTEM, now=NOW)

    assert caught.value.code == "skills.version_changed"


def test_only_an_operator_loads_a_framework_of_everybody() -> None:
    with pytest.raises(UsageError) as caught:
        load_framework(replace(read_framework(), version="3"), actor=actor(make_person()), now=NOW)

    assert caught.value.code == "access.not_found"
