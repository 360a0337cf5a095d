"""Everything that changes an organisation."""

from cairn_site.organisations.actions.domains import ask_for_check, check_due_domains, set_domain
from cairn_site.organisations.actions.founding import (
    ProfileText,
    create_organisation,
    edit_profile,
    remove_logo,
    set_logo,
)
from cairn_site.organisations.actions.invitations import accept, invite, send_again, withdraw
from cairn_site.organisations.actions.keys import (
    make_key,
    mark_key_compromised,
    retire_key,
    rewrap_secrets,
    rotate_key,
)
from cairn_site.organisations.actions.members import change_member, leave, remove_member
from cairn_site.organisations.actions.tokens import NewToken, make_token, revoke_token, use_token
from cairn_site.organisations.actions.units import change_unit, make_unit, remove_unit
from cairn_site.organisations.actions.verifying import (
    appoint_administrator,
    ask_again,
    refuse_organisation,
    verify_organisation,
)
from cairn_site.organisations.models import OrganisationKind

__all__ = [
    "NewToken",
    "OrganisationKind",
    "ProfileText",
    "accept",
    "appoint_administrator",
    "ask_again",
    "ask_for_check",
    "change_member",
    "change_unit",
    "check_due_domains",
    "create_organisation",
    "edit_profile",
    "invite",
    "leave",
    "make_key",
    "make_token",
    "make_unit",
    "mark_key_compromised",
    "refuse_organisation",
    "remove_logo",
    "remove_member",
    "remove_unit",
    "retire_key",
    "revoke_token",
    "rewrap_secrets",
    "rotate_key",
    "send_again",
    "set_domain",
    "set_logo",
    "use_token",
    "verify_organisation",
    "withdraw",
]
