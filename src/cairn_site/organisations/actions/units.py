"""Units: the parts of an organisation, as a tree.

``tests/cairn_site/organisations/actions/test_units.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import IntegrityError, transaction

from cairn.errors import DocumentError, UsageError
from cairn_site.organisations.models import Member, Organisation, Right, Unit
from cairn_site.organisations.permissions import not_found, require
from cairn_site.organisations.queries import units_below, units_of
from cairn_site.platform import audit

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from cairn_site.platform.actors import Actor

MAX_UNITS: Final = 500
MAX_DEPTH: Final = 6


def make_unit(
    *, actor: Actor, organisation: Organisation, name: str, parent_id: UUID | None, now: datetime
) -> Unit:
    """Make a unit below another, or at the top.

    Raises ``UsageError``: ``access.*``, ``unit.too_many``, ``unit.too_deep``;
    ``DocumentError("unit.name_taken")``.
    """
    try:
        with transaction.atomic():
            held = _hold(actor, organisation)
            nodes = {node.id: node for node in units_of(held.id)}
            if parent_id is not None and parent_id not in nodes:
                raise not_found()
            if len(nodes) >= MAX_UNITS:
                raise UsageError("unit.too_many", f"An organisation has at most {MAX_UNITS} units.")
            if parent_id is not None and nodes[parent_id].depth + 1 >= MAX_DEPTH:
                raise _too_deep()
            unit = Unit.objects.create(organisation=held, parent_id=parent_id, name=name.strip())
            _record(actor, "unit.make", unit, now=now)
    except IntegrityError:
        raise _name_taken() from None
    return unit


def change_unit(
    *,
    actor: Actor,
    organisation: Organisation,
    unit_id: UUID,
    name: str,
    parent_id: UUID | None,
    now: datetime,
) -> Unit:
    """Rename a unit or move it with everything below it.

    Raises as :func:`make_unit` does, and ``UsageError("unit.circle")`` for a place below itself.
    """
    try:
        with transaction.atomic():
            held = _hold(actor, organisation)
            unit = _find(held, unit_id)
            nodes = {node.id: node for node in units_of(held.id)}
            if parent_id is not None:
                if parent_id not in nodes:
                    raise not_found()
                below = units_below(held.id, unit_id)
                if parent_id in below:
                    raise UsageError("unit.circle", "A unit cannot stand below itself.")
                height = max(nodes[each].depth for each in below) - nodes[unit_id].depth
                if nodes[parent_id].depth + 1 + height >= MAX_DEPTH:
                    raise _too_deep()
            unit.name, unit.parent_id = name.strip(), parent_id
            unit.save(update_fields=["name", "parent"])
            _record(actor, "unit.change", unit, now=now)
    except IntegrityError:
        raise _name_taken() from None
    return unit


def remove_unit(*, actor: Actor, organisation: Organisation, unit_id: UUID, now: datetime) -> None:
    """Remove a unit that has no units or members; what was designed in it belongs to the organisation then.

    Raises ``UsageError``: ``access.*``, ``unit.not_empty``.
    """
    with transaction.atomic():
        held = _hold(actor, organisation)
        unit = _find(held, unit_id)
        if Unit.objects.filter(parent=unit).exists() or Member.objects.filter(unit=unit).exists():
            raise UsageError(
                "unit.not_empty",
                "There are units or members in it.",
                mend="Move them first.",
            )
        _record(actor, "unit.remove", unit, now=now)
        unit.delete()


def _hold(actor: Actor, organisation: Organisation) -> Organisation:
    held = Organisation.objects.select_for_update().get(id=organisation.id)
    require(actor, held, Right.ADMINISTRATE)
    return held


def _find(organisation: Organisation, unit_id: UUID) -> Unit:
    unit = Unit.objects.filter(id=unit_id, organisation=organisation).first()
    if unit is None:
        raise not_found()
    return unit


def _too_deep() -> UsageError:
    return UsageError("unit.too_deep", f"Units stand at most {MAX_DEPTH} deep.")


def _name_taken() -> DocumentError:
    return DocumentError("unit.name_taken", "There is a unit with this name in the same place.", where="name")


def _record(actor: Actor, action: str, unit: Unit, *, now: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        target=("unit", unit.id),
        organisation_id=unit.organisation_id,
        details={"name": unit.name, "parent": str(unit.parent_id) if unit.parent_id else ""},
        now=now,
    )
