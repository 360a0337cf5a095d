"""Whether somebody is the recipient of an Assertion: the hash check of Open Badges 2.0, section 4.4.

``tests/cairn/interop/open_badges_2/test_recipients.py`` proves it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cairn.credentials.identity import IdentityObject, matches_identity
from cairn.interop.open_badges_2.findings import Finding, Question, failed, not_checked, passed, warned

if TYPE_CHECKING:
    from cairn.interop.open_badges_2.documents import Recipient

_HASH: Final = re.compile(r"sha256\$[0-9a-fA-F]{64}|md5\$[0-9a-fA-F]{32}")
_PLACE: Final = "/recipient/identity"


def check_recipient(recipient: Recipient, claimed: str) -> Finding:
    """Say whether ``claimed``, such as an e-mail address, is the identity of the recipient.

    Hashes are of SHA-256 or MD5 over the identity and then the salt. Whether ``claimed`` really is the
    address of the one who shows the badge has to be known from elsewhere.
    """
    if recipient.hashed and not _HASH.fullmatch(recipient.identity):
        return not_checked(
            Question.RECIPIENT,
            code="recipient.unknown_hash",
            message="The identity of the recipient is hashed in a way that is not known here.",
            where=_PLACE,
        )
    identity = IdentityObject(
        source={
            "type": "IdentityObject",
            "hashed": recipient.hashed,
            "identityHash": recipient.identity,
            "identityType": "emailAddress" if recipient.type == "email" else "identifier",
            **({} if recipient.salt is None else {"salt": recipient.salt}),
        }
    )
    if not matches_identity(identity, claimed):
        return failed(
            Question.RECIPIENT,
            code="recipient.other",
            message="The badge was awarded to somebody else.",
            where=_PLACE,
        )
    if recipient.hashed and recipient.identity.startswith("md5$"):
        return warned(
            Question.RECIPIENT,
            code="recipient.weak_hash",
            message="The recipient fits, but the hash is of MD5, for which others that fit can be made.",
            where=_PLACE,
        )
    return passed(Question.RECIPIENT, "The badge was awarded to the one who was named.")
