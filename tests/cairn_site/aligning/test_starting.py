from __future__ import annotations

from cairn_site.aligning.models import Framework, Skill
from cairn_site.aligning.starting import load_starter


def test_the_starter_is_there_after_the_migrations() -> None:
    assert Framework.objects.get(code="cairn").skill_set.count() > 190


def test_it_comes_back_where_it_was_emptied() -> None:
    Framework.objects.all().delete()

    load_starter()
    load_starter()

    assert Framework.objects.count() == 1
    assert Skill.objects.count() > 190
