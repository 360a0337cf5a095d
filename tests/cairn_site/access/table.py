"""Who gets an answer where: every address of the site, with every method that it takes.

To add an address, add a line to the part of its app: the address as ``urls.py`` has it, with ``{name}`` for what
varies, and for each method one of these:

* ``ANYONE``: visitors too.
* ``SIGNED_IN``: whoever is signed in; visitors are led to sign in.
* ``own(name)``: a person, for what is theirs; the object is named by ``{name}``.
* ``member(rights...)``: members of the organisation ``{slug}`` who have these rights.
* ``OPERATOR``: whoever looks after the installation.
* ``INSIDE``: callers on the machine itself, operators, and the token for metrics.
* ``token(scope)``: programs with a token of the organisation ``{slug}`` that has the scope.

What varies in an address is looked up by its name in ``factories.access.Objects``; where one name stands for
different things, add a line to ``MEANINGS``; what has to be sent stands in ``BODIES``. Every other method is answered 405, and ``test_access.py`` asks each
address as visitor, stranger, member of another organisation, member without the right, operator and entitled
caller, for own, foreign and missing objects: foreign is answered exactly as missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from cairn_site.organisations.models import Right


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Who gets an answer: the ``kind`` is one of those of the module's docstring."""

    kind: str
    rights: frozenset[Right] = frozenset()
    scope: str = ""
    name: str = ""


ANYONE: Final = Audience(kind="anyone")
SIGNED_IN: Final = Audience(kind="signed in")
OPERATOR: Final = Audience(kind="operator")
INSIDE: Final = Audience(kind="inside")


def own(name: str) -> Audience:
    """Return the audience of what belongs to one person."""
    return Audience(kind="own", name=name)


def member(*rights: Right) -> Audience:
    """Return the members who have ``rights``."""
    return Audience(kind="member", rights=frozenset({Right.READ, *rights}))


def token(scope: str) -> Audience:
    """Return the tokens that have ``scope``."""
    return Audience(kind="token", scope=scope)


READ: Final = member()
CREATE: Final = member(Right.CREATE)
UPDATE: Final = member(Right.UPDATE)
DELETE: Final = member(Right.DELETE)
AWARD: Final = member(Right.AWARD)
SIGN: Final = member(Right.SIGN)
ADMINISTRATE: Final = member(Right.ADMINISTRATE)

Row = dict[str, Audience]
FILE: Final = object()
"""Stands for an uploaded table in what is sent."""

_M: Final = "manage/{slug}"
_API: Final = "api/v1/organisations/{slug}"

PLATFORM: Final[dict[str, Row]] = {
    "language": {"POST": ANYONE},
    "style": {"GET": ANYONE},
    "health": {"GET": ANYONE},
    "metrics": {"GET": INSIDE},
    "api/v1/openapi.json": {"GET": ANYONE},
    "api/v1/": {"GET": ANYONE},
}
OPERATING: Final[dict[str, Row]] = {
    "": {"GET": ANYONE},
    "home": {"GET": SIGNED_IN},
    "demo/sign-in": {"POST": ANYONE},
    "operate": {"GET": OPERATOR},
    "operate/waiting": {"GET": OPERATOR},
    "operate/organisations": {"GET": OPERATOR},
    "operate/organisations/{organisation_id}": {"GET": OPERATOR},
    "operate/organisations/{organisation_id}/verify": {"POST": OPERATOR},
    "operate/organisations/{organisation_id}/refuse": {"POST": OPERATOR},
    "operate/people": {"GET": OPERATOR},
    "operate/people/{person_id}/operator": {"GET": OPERATOR, "POST": OPERATOR},
    "operate/jobs": {"GET": OPERATOR},
    "operate/jobs/{job_id}": {"GET": OPERATOR},
    "operate/jobs/{job_id}/stop": {"POST": OPERATOR},
    "operate/jobs/{job_id}/resume": {"POST": OPERATOR},
    "operate/mail": {"GET": OPERATOR},
    "operate/mail/{message_id}": {"GET": OPERATOR},
    "operate/mail/{message_id}/page": {"GET": OPERATOR},
    "operate/mail/{message_id}/retry": {"POST": OPERATOR},
    "operate/events": {"GET": OPERATOR},
    "operate/events/{delivery_id}/retry": {"POST": OPERATOR},
    "operate/audit": {"GET": OPERATOR},
    "operate/audit/retention": {"POST": OPERATOR},
}
ACCOUNTS: Final[dict[str, Row]] = {
    "me": {"GET": SIGNED_IN, "POST": SIGNED_IN},
    "me/agree": {"GET": SIGNED_IN, "POST": SIGNED_IN},
    "me/consents": {"GET": SIGNED_IN},
    "me/notices": {"GET": SIGNED_IN},
    "me/notices/read": {"POST": SIGNED_IN},
    "me/notices/settings": {"GET": SIGNED_IN, "POST": SIGNED_IN},
    "me/data": {"GET": SIGNED_IN, "POST": SIGNED_IN},
    "me/data/{export_id}.zip": {"GET": own("export_id")},
    "me/delete": {"GET": SIGNED_IN, "POST": SIGNED_IN},
    "me/leaving": {"GET": SIGNED_IN, "POST": SIGNED_IN},
    "unsubscribe/{key}": {"GET": ANYONE, "POST": ANYONE},
    "texts/{name}": {"GET": ANYONE},
    "texts/{name}/{version}": {"GET": ANYONE},
}
ORGANISATIONS: Final[dict[str, Row]] = {
    "organisations/{slug}": {"GET": ANYONE},
    "organisations/{slug}/did.json": {"GET": ANYONE},
    "organisations/{slug}/key-history.json": {"GET": ANYONE},
    "organisations/{slug}/logo.png": {"GET": ANYONE},
    "invitations/{key}": {"GET": ANYONE, "POST": ANYONE},
    "me/invitations/{invitation_id}/accept": {"POST": own("invitation_id")},
    "manage/": {"GET": SIGNED_IN},
    "manage/new": {"GET": SIGNED_IN, "POST": SIGNED_IN},
    _M: {"GET": READ},
    f"{_M}/ask-again": {"POST": ADMINISTRATE},
    f"{_M}/audit": {"GET": ADMINISTRATE},
    f"{_M}/profile": {"GET": ADMINISTRATE, "POST": ADMINISTRATE},
    f"{_M}/profile/logo": {"POST": ADMINISTRATE},
    f"{_M}/domain": {"GET": ADMINISTRATE, "POST": ADMINISTRATE},
    f"{_M}/domain/check": {"POST": ADMINISTRATE},
    f"{_M}/leave": {"GET": READ, "POST": READ},
    f"{_M}/members": {"GET": READ},
    f"{_M}/members/invite": {"GET": ADMINISTRATE, "POST": ADMINISTRATE},
    f"{_M}/members/{{member_id}}": {"GET": ADMINISTRATE, "POST": ADMINISTRATE},
    f"{_M}/members/{{member_id}}/remove": {"GET": ADMINISTRATE, "POST": ADMINISTRATE},
    f"{_M}/invitations/{{invitation_id}}/again": {"POST": ADMINISTRATE},
    f"{_M}/invitations/{{invitation_id}}/withdraw": {"POST": ADMINISTRATE},
    f"{_M}/units": {"GET": READ, "POST": ADMINISTRATE},
    f"{_M}/units/{{unit_id}}": {"GET": ADMINISTRATE, "POST": ADMINISTRATE},
    f"{_M}/units/{{unit_id}}/remove": {"GET": ADMINISTRATE, "POST": ADMINISTRATE},
    f"{_M}/keys": {"GET": ADMINISTRATE},
    f"{_M}/keys/make": {"POST": ADMINISTRATE},
    f"{_M}/keys/rotate": {"GET": ADMINISTRATE, "POST": ADMINISTRATE},
    f"{_M}/keys/retire": {"GET": ADMINISTRATE, "POST": ADMINISTRATE},
    f"{_M}/keys/{{key_id}}/compromised": {"GET": ADMINISTRATE, "POST": ADMINISTRATE},
    f"{_M}/tokens": {"GET": ADMINISTRATE},
    f"{_M}/tokens/new": {"GET": ADMINISTRATE, "POST": ADMINISTRATE},
    f"{_M}/tokens/{{token_id}}/revoke": {"GET": ADMINISTRATE, "POST": ADMINISTRATE},
    "api/v1/organisations": {"GET": token("achievements:read")},
    _API: {"GET": token("achievements:read")},
    f"{_API}/members": {"GET": token("members:read")},
}
ALIGNING: Final[dict[str, Row]] = {
    "skills/search": {"GET": ANYONE},
    "skills/{framework}": {"GET": ANYONE},
    "skills/{framework}/{code}": {"GET": ANYONE},
}
_A: Final = f"{_M}/achievements/{{identifier}}"
DESIGNING: Final[dict[str, Row]] = {
    "achievements/{identifier}": {"GET": ANYONE},
    "achievements/{identifier}/{language}": {"GET": ANYONE},
    "images/{identifier}.{kind}": {"GET": ANYONE},
    f"{_M}/achievements": {"GET": READ},
    f"{_M}/achievements/new": {"GET": CREATE, "POST": CREATE},
    f"{_M}/achievements/import": {"POST": CREATE},
    f"{_M}/achievements/drawing": {"GET": READ},
    f"{_M}/achievements/skills": {"GET": READ},
    f"{_M}/achievements/starters/{{code}}.svg": {"GET": READ},
    _A: {"GET": READ},
    f"{_A}/design/{{name}}": {"GET": UPDATE, "POST": UPDATE},
    f"{_A}/publish": {"POST": UPDATE},
    f"{_A}/revise": {"POST": UPDATE},
    f"{_A}/discard": {"GET": UPDATE, "POST": UPDATE},
    f"{_A}/delete": {"GET": DELETE, "POST": DELETE},
    f"{_A}/copy": {"POST": CREATE},
    f"{_A}/archive": {"POST": UPDATE},
    f"{_A}/unarchive": {"POST": UPDATE},
    f"{_A}/export": {"GET": READ},
    f"{_API}/achievements": {"GET": token("achievements:read"), "POST": token("achievements:write")},
    f"{_API}/achievements/{{identifier}}": {"GET": token("achievements:read")},
    f"{_API}/achievements/{{identifier}}/draft": {"PUT": token("achievements:write")},
    f"{_API}/achievements/{{identifier}}/publish": {"POST": token("achievements:write")},
    f"{_API}/achievements/{{identifier}}/copy": {"POST": token("achievements:write")},
    f"{_API}/achievements/{{identifier}}/archive": {"POST": token("achievements:write")},
    f"{_API}/achievements/{{identifier}}/unarchive": {"POST": token("achievements:write")},
}
ASSESSING: Final[dict[str, Row]] = {
    "achievements/{version_id}/request": {"GET": SIGNED_IN, "POST": SIGNED_IN},
    "me/requests": {"GET": SIGNED_IN},
    "me/requests/{submission_id}": {"GET": own("submission_id"), "POST": own("submission_id")},
    "me/requests/{submission_id}/withdraw": {"GET": own("submission_id"), "POST": own("submission_id")},
    "me/requests/{submission_id}/evidence/{evidence_id}": {"GET": own("submission_id")},
    f"{_M}/requests": {"GET": AWARD},
    f"{_M}/requests/{{submission_id}}": {"GET": AWARD, "POST": AWARD},
    f"{_M}/requests/{{submission_id}}/evidence/{{evidence_id}}": {"GET": AWARD},
}
AWARDING: Final[dict[str, Row]] = {
    "credentials/{award_id}": {"GET": ANYONE},
    "credentials/{award_id}/certificate": {"GET": ANYONE},
    "credentials/{award_id}/certificate.svg": {"GET": ANYONE},
    "status/{slug}/{purpose}/{number}": {"GET": ANYONE},
    "claim/{code}": {"GET": ANYONE, "POST": ANYONE},
    "me/awards/{award_id}/answer": {"POST": own("award_id")},
    f"{_M}/awards": {"GET": READ},
    f"{_M}/awards/export": {"GET": READ},
    f"{_M}/awards/bulk": {"POST": READ},
    f"{_M}/awards/insights": {"GET": READ},
    f"{_M}/awards/jobs/{{job_id}}": {"GET": READ},
    f"{_M}/awards/new": {"GET": AWARD},
    f"{_M}/awards/new/{{version_id}}": {"GET": AWARD, "POST": AWARD},
    f"{_M}/awards/{{award_id}}": {"GET": READ},
    f"{_M}/awards/{{award_id}}/send": {"POST": AWARD},
    f"{_M}/awards/{{award_id}}/{{change_name}}": {"GET": AWARD, "POST": AWARD},
    f"{_M}/tables": {"GET": READ},
    f"{_M}/tables/template/{{version_id}}.csv": {"GET": READ},
    f"{_M}/tables/new/{{version_id}}": {"GET": AWARD, "POST": AWARD},
    f"{_M}/tables/{{batch_id}}": {"GET": READ},
    f"{_M}/tables/{{batch_id}}/bad-rows.csv": {"GET": READ},
    f"{_M}/tables/{{batch_id}}/rows/{{line}}": {"GET": AWARD, "POST": AWARD},
    f"{_M}/tables/{{batch_id}}/replace": {"POST": AWARD},
    f"{_M}/tables/{{batch_id}}/confirm": {"POST": AWARD},
    f"{_M}/tables/{{batch_id}}/discard": {"POST": AWARD},
    f"{_M}/tables/{{batch_id}}/stop": {"POST": AWARD},
    f"{_M}/tables/{{batch_id}}/resume": {"POST": AWARD},
    f"{_M}/links": {"GET": READ},
    f"{_M}/links/new/{{version_id}}": {"GET": AWARD, "POST": AWARD},
    f"{_M}/links/{{link_id}}": {"GET": READ},
    f"{_M}/links/{{link_id}}/code.svg": {"GET": READ},
    f"{_M}/links/{{link_id}}/close": {"POST": AWARD},
    f"{_M}/achievements/{{achievement_id}}/invite": {"GET": AWARD, "POST": AWARD},
    f"{_M}/templates": {"GET": READ},
    f"{_M}/templates/certificate": {"GET": UPDATE, "POST": UPDATE},
    f"{_M}/templates/certificate/reset": {"POST": UPDATE},
    f"{_M}/templates/mails/{{kind}}/{{language}}": {"GET": UPDATE, "POST": UPDATE},
    f"{_M}/templates/mails/{{kind}}/{{language}}/preview": {"GET": UPDATE, "POST": UPDATE},
    f"{_M}/templates/mails/{{kind}}/{{language}}/reset": {"POST": UPDATE},
    f"{_M}/programmes": {"GET": AWARD},
    f"{_M}/programmes/new": {"GET": AWARD, "POST": AWARD},
    f"{_M}/programmes/originals/{{award_id}}": {"GET": AWARD},
    f"{_M}/programmes/{{programme_id}}": {"GET": AWARD},
    f"{_M}/programmes/{{programme_id}}/problems.csv": {"GET": AWARD},
    f"{_M}/programmes/{{programme_id}}/confirm": {"POST": AWARD},
    f"{_M}/programmes/{{programme_id}}/discard": {"POST": AWARD},
    f"{_M}/programmes/{{programme_id}}/stop": {"POST": AWARD},
    f"{_M}/programmes/{{programme_id}}/resume": {"POST": AWARD},
    f"{_API}/awards": {"GET": token("awards:read"), "POST": token("awards:write")},
    f"{_API}/awards/{{award_id}}": {"GET": token("awards:read")},
    f"{_API}/awards/{{award_id}}/revoke": {"POST": token("awards:write")},
    f"{_API}/awards/{{award_id}}/suspend": {"POST": token("awards:write")},
    f"{_API}/awards/{{award_id}}/reinstate": {"POST": token("awards:write")},
    f"{_API}/tables": {"POST": token("awards:write")},
    f"{_API}/tables/{{batch_id}}": {"GET": token("awards:read")},
    f"{_API}/tables/{{batch_id}}/confirm": {"POST": token("awards:write")},
}
APPS: Final[dict[str, dict[str, Row]]] = {
    "platform": PLATFORM,
    "operating": OPERATING,
    "accounts": ACCOUNTS,
    "organisations": ORGANISATIONS,
    "aligning": ALIGNING,
    "designing": DESIGNING,
    "assessing": ASSESSING,
    "awarding": AWARDING,
}

# Where a name means another thing than ``Objects`` has under it: by address, name and the object meant.
MEANINGS: Final[dict[str, dict[str, str]]] = {
    "achievements/{identifier}": {"identifier": "version_id"},
    "achievements/{identifier}/{language}": {"identifier": "version_id"},
    "images/{identifier}.{kind}": {"identifier": "image_id"},
    "texts/{name}": {"name": "text"},
    "texts/{name}/{version}": {"name": "text", "version": "text_version"},
    "skills/{framework}/{code}": {"code": "skill_code"},
    f"{_M}/achievements/starters/{{code}}.svg": {"code": "starter_code"},
    f"{_M}/templates/mails/{{kind}}/{{language}}": {"kind": "letter"},
    f"{_M}/templates/mails/{{kind}}/{{language}}/preview": {"kind": "letter"},
    f"{_M}/templates/mails/{{kind}}/{{language}}/reset": {"kind": "letter"},
}
# Names that stand for no object of an organisation or person: nothing of them is foreign.
WORDS: Final = frozenset(
    [
        "name",
        "language",
        "kind",
        "framework",
        "purpose",
        "number",
        "line",
        "change_name",
        "version",
        "text",
        "text_version",
        "starter_code",
        "letter",
        "skill_code",
        "key",
    ]
)
# Addresses whose answer to an entitled caller is that there is nothing, in the world of these tests.
NOTHING_THERE: Final = frozenset(
    {
        "api/v1/",
        "demo/sign-in",
        "organisations/{slug}/logo.png",
        "unsubscribe/{key}",
        "invitations/{key}",
        "achievements/{identifier}/{language}",
        "images/{identifier}.{kind}",
        "me/data/{export_id}.zip",
        "me/requests/{submission_id}/evidence/{evidence_id}",
        f"{_M}/requests/{{submission_id}}/evidence/{{evidence_id}}",
        f"{_M}/programmes/originals/{{award_id}}",
        f"{_M}/programmes/{{programme_id}}/stop",
        f"{_M}/programmes/{{programme_id}}/resume",
        f"{_M}/tables/{{batch_id}}/stop",
        f"{_M}/tables/{{batch_id}}/resume",
    }
)
# Answers that are parts of pages, or the page of a mail as its reader sees it.
FRAGMENTS: Final = frozenset(
    {
        f"{_M}/achievements/drawing",
        f"{_M}/achievements/skills",
        "operate/mail/{message_id}/page",
        f"{_M}/templates/mails/{{kind}}/{{language}}/preview",
    }
)
# What has to be sent for the object to be looked at; ``{name}`` is that of the caller's own world.
_CONTENT: Final = {"version": 1, "language": "en", "name": {"en": "Welding"}}
BODIES: Final[dict[str, dict[str, Any]]] = {
    f"{_M}/keys/rotate": {"expected": "{key_id}"},
    f"{_M}/keys/retire": {"expected": "{key_id}"},
    f"{_M}/tables/{{batch_id}}/replace": {"table": FILE},
    f"{_API}/awards": {"achievement": "{version_id}", "name": "Ada", "email": "ada@learners.ie"},
    f"{_API}/awards/{{award_id}}/revoke": {"reason": "It was a mistake."},
    f"{_API}/awards/{{award_id}}/suspend": {"reason": "It is looked at."},
    f"{_API}/awards/{{award_id}}/reinstate": {"reason": "It was looked at."},
    f"{_API}/tables": {"achievement": "{version_id}", "table": FILE},
    f"{_API}/achievements": {"content": _CONTENT},
    f"{_API}/achievements/{{identifier}}/draft": {"content": _CONTENT},
}
