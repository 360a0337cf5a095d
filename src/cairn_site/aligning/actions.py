"""Writes of the skill frameworks.

``tests/cairn_site/aligning/test_actions.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cairn.errors import UsageError
from cairn_site.aligning.folding import fold
from cairn_site.aligning.models import Framework, Skill
from cairn_site.organisations.permissions import require_operator
from cairn_site.platform import audit

if TYPE_CHECKING:
    from datetime import datetime

    from cairn_site.aligning.framework_data import FrameworkData
    from cairn_site.platform.actors import Actor


def load_framework(data: FrameworkData, *, actor: Actor, now: datetime) -> bool:
    """Write one version of a framework of everybody, if it is not there yet; return whether it was written.

    Raises ``UsageError`` ``skills.version_changed`` where the version is there with other data: what was
    published under a version does not change.
    """
    require_operator(actor)
    with transaction.atomic():
        known = Framework.objects.filter(code=data.code, version=data.version, organisation=None).first()
        if known is not None:
            if known.digest == data.digest:
                return False
            raise UsageError(
                "skills.version_changed",
                "This version of the framework is there with other data.",
                where=f"{data.code} {data.version}",
                mend="Give the changed framework a new version.",
            )
        framework = Framework.objects.create(
            code=data.code,
            version=data.version,
            name=data.name,
            url=data.url,
            groups=[[code, dict(names)] for code, names in data.groups.items()],
            levels=list(data.levels),
            digest=data.digest,
            published_at=now,
        )
        Skill.objects.bulk_create(
            [
                Skill(
                    framework=framework,
                    code=skill.code,
                    group=skill.group,
                    name=dict(skill.name),
                    description=dict(skill.description),
                    words="".join(fold(name) for name in skill.name.values()),
                    is_transversal=skill.is_transversal,
                )
                for skill in data.skills
            ]
        )
        audit.record(
            actor=actor,
            action="framework.load",
            target=("framework", framework.id),
            now=now,
            details={"code": data.code, "version": data.version, "skills": len(data.skills)},
        )
    return True
