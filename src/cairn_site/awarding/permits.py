"""Who may award: the rights to award and to sign, a token's scope, and the unit of the Achievement.

``tests/cairn_site/awarding/test_permits.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cairn_site.organisations.permissions import Right, require, require_scope, require_unit

if TYPE_CHECKING:
    from uuid import UUID

    from cairn_site.organisations.permissions import Organisation
    from cairn_site.platform.actors import Actor


def require_awarding(actor: Actor, organisation: Organisation, *, unit_id: UUID | None = None) -> None:
    """Return if ``actor`` may award what belongs to a unit, and sign it.

    Raises ``UsageError``: ``access.not_found`` for strangers, ``access.right_missing`` for members.
    """
    require(actor, organisation, Right.AWARD, Right.SIGN)
    require_scope(actor, organisation, "awards:write")
    if unit_id is not None:
        require_unit(actor, organisation, unit_id)


def require_preparing(actor: Actor, organisation: Organisation, *, unit_id: UUID | None = None) -> None:
    """Return if ``actor`` may prepare what somebody else confirms; raises as :func:`require_awarding`."""
    require(actor, organisation, Right.AWARD)
    require_scope(actor, organisation, "awards:write")
    if unit_id is not None:
        require_unit(actor, organisation, unit_id)


def require_reading(actor: Actor, organisation: Organisation) -> None:
    """Return if ``actor`` may see who was awarded what; raises as :func:`require_awarding`."""
    require(actor, organisation, Right.READ)
    require_scope(actor, organisation, "awards:read")
