"""Every change to people, except what allauth does for them (addresses, passwords, second factors)."""

from __future__ import annotations

from cairn_site.accounts.actions.consenting import agree
from cairn_site.accounts.actions.erasing import ask_erasure, erase, keep_account
from cairn_site.accounts.actions.exporting import ask_export, remove_expired_exports, write_export
from cairn_site.accounts.actions.joining import add_person
from cairn_site.accounts.actions.profile import change_profile, make_operator, remove_operator

__all__ = [
    "add_person",
    "agree",
    "ask_erasure",
    "ask_export",
    "change_profile",
    "erase",
    "keep_account",
    "make_operator",
    "remove_expired_exports",
    "remove_operator",
    "write_export",
]
