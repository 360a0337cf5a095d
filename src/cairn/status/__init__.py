"""Status lists: allocate, set, encode and check the status of a credential."""

from cairn.status.encoding import MAX_LIST_BYTES, decode_list, encode_list
from cairn.status.entry import StatusEntry, format_entry, parse_entries
from cairn.status.lifetime import read_lifetime
from cairn.status.list_credential import (
    PublishedList,
    build_status_list_credential,
    parse_status_list_credential,
)
from cairn.status.permutation import KeyedPermutation
from cairn.status.purposes import StatusPurpose
from cairn.status.revocation_list import RevocationList, parse_revocation_list
from cairn.status.status_list import MIN_ENTRIES, StatusList

__all__ = [
    "MAX_LIST_BYTES",
    "MIN_ENTRIES",
    "KeyedPermutation",
    "PublishedList",
    "RevocationList",
    "StatusEntry",
    "StatusList",
    "StatusPurpose",
    "build_status_list_credential",
    "decode_list",
    "encode_list",
    "format_entry",
    "parse_entries",
    "parse_revocation_list",
    "parse_status_list_credential",
    "read_lifetime",
]
