"""The bytes at the public addresses of credentials and status lists, by one indexed look-up each.

``docs/reference/addresses.md``; ``tests/cairn_site/awarding/test_public.py`` proves it.
"""

from __future__ import annotations

import re
from typing import Final
from uuid import UUID

from django.db import connection

from cairn_site.awarding.models import Award
from cairn_site.awarding.status_lists import TTL
from cairn_site.platform.ports import PublicBytes

CREDENTIALS: Final = "/credentials/"
STATUS: Final = "/status/"
MEDIA_TYPE: Final = "application/vc"
CREDENTIAL_MAX_AGE: Final = 60
"""A credential's bytes never change, but its holder may withdraw it: then it is gone within a minute."""

STATUS_MAX_AGE: Final = int(TTL.total_seconds()) // 5
_UUID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_LIST: Final = re.compile(r"([a-z0-9-]{1,63})/([a-z]{1,16})/([1-9][0-9]{0,8})")
_FIND_CREDENTIAL: Final = (
    "SELECT document, etag FROM awarding_award WHERE id = %s AND is_public AND document IS NOT NULL"
)
_FIND_LIST: Final = (
    "SELECT document, etag FROM awarding_statuslist WHERE slug = %s AND purpose = %s AND number = %s"
    " AND document IS NOT NULL"
)
_as_key: Final = Award._meta.pk.get_db_prep_value  # noqa: SLF001


def find_credential(path: str) -> PublicBytes | None:
    """Return the credential at a path such as ``/credentials/{uuid}``."""
    text = path[len(CREDENTIALS) :]
    if _UUID.fullmatch(text) is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_FIND_CREDENTIAL, [_as_key(UUID(text), connection, prepared=False)])
        row = cursor.fetchone()
    if row is None:
        return None
    return PublicBytes(body=bytes(row[0]), media_type=MEDIA_TYPE, etag=row[1], max_age=CREDENTIAL_MAX_AGE)


def find_status_list(path: str) -> PublicBytes | None:
    """Return the status list at a path such as ``/status/{slug}/{purpose}/{n}``."""
    found = _LIST.fullmatch(path[len(STATUS) :])
    if found is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_FIND_LIST, [found[1], found[2], int(found[3])])
        row = cursor.fetchone()
    if row is None:
        return None
    return PublicBytes(body=bytes(row[0]), media_type=MEDIA_TYPE, etag=row[1], max_age=STATUS_MAX_AGE)
