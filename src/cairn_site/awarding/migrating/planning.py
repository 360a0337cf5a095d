"""What will become of an export, before anything does: each part read, rehearsed, and its losses counted.

A BadgeClass is read as an Achievement and measured as one that is to be published; an Assertion is composed
as the credential that would be signed, and linted. ``tests/cairn_site/awarding/migrating/test_planning.py``
proves it.
"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings

from cairn.canonical import strict_json
from cairn.errors import CairnError, DocumentError
from cairn.interop.open_badges_2 import Issuer, parse_assertion, parse_badge_class, parse_issuer
from cairn.interop.open_badges_2.members import CONTEXT, origin_of, reference_id
from cairn.issuer import cells
from cairn_site.awarding.migrating.collecting import Found, Problem
from cairn_site.awarding.migrating.composing import address_of, compose, content_of, identify, wrap_assertion
from cairn_site.awarding.migrating.plans import PlannedAward, PlannedClass
from cairn_site.awarding.statements import REHEARSED, judge, rehearsed_place
from cairn_site.designing.content import format_content
from cairn_site.designing.imagery.uploads import MAX_BYTES as MAX_PICTURE
from cairn_site.designing.importing import import_achievement
from cairn_site.designing.publishing import Place, build_document
from cairn_site.designing.readiness import measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject, JsonValue
    from cairn.interop.open_badges_2 import Assertion, BadgeClass
    from cairn_site.awarding.migrating.collecting import Collection
    from cairn_site.awarding.migrating.holder_tables import HolderRow
    from cairn_site.awarding.migrating.plans import Setting

MAX_CLASSES: Final = 2000
_STUB: Final = "urn:uuid:00000000-0000-8000-8000-000000000001"
_PROFILE_NAME: Final = "extensions:recipientProfile"
_CARRIED: Final = frozenset(
    {"/verification", "/revoked", "/revocationReason", f"/{_PROFILE_NAME}", "/recipient/salt", "/uid"}
)
"""What a wrapped badge has no member for and a migration carries all the same."""


def plan_class(source: str, found: Found, collection: Collection, *, setting: Setting) -> PlannedClass:
    """Return what a BadgeClass becomes; raises ``CairnError`` where it can become nothing."""
    badge = parse_badge_class(found.document)
    issuer = _issuer_of(badge, collection)
    wrapped = wrap_assertion(_stub(source), badge, issuer, original=b"{}")
    subject = wrapped.credential["credentialSubject"]
    assert isinstance(subject, dict)
    achievement = subject["achievement"]
    assert isinstance(achievement, dict)
    losses = [
        (loss.where.removeprefix("/badge"), loss.reason)
        for loss in wrapped.losses
        if loss.where.startswith("/badge/") and not loss.where.startswith("/badge/issuer")
    ]
    read: JsonObject = {name: value for name, value in achievement.items() if name != "creator"}
    read["achievementType"] = "Badge"
    picture = _picture_of(source, found.document, collection)
    if picture is not None:
        media = "image/png" if picture.startswith(b"\x89PNG") else "image/svg+xml"
        read["image"] = {"id": f"data:{media};base64,{base64.b64encode(picture).decode()}", "type": "Image"}
    imported = import_achievement(strict_json.format(read), language=setting.language)
    losses += [("/image" if "/" in loss and picture is None else "", loss) for loss in imported.losses]
    place = Place(
        address=f"{settings.CAIRN_ORIGIN}/achievements/{REHEARSED}",
        image_url=f"{settings.CAIRN_ORIGIN}/images/{REHEARSED}.png",
    )
    readiness = measure(imported.content, publisher=setting.publisher, place=place, now=setting.now)
    if not readiness.can_publish:
        raise DocumentError(
            "designing.not_ready",
            "It cannot be published as it is. " + " ".join(fault.message for fault in readiness.faults),
            mend="Write what is missing into the BadgeClass of the export.",
        )
    kept = imported.image
    return PlannedClass(
        source=source,
        place=found.place,
        name=imported.content.title,
        badge=badge,
        issuer=issuer,
        content=format_content(imported.content),
        picture=None if kept is None else kept.svg.encode() or kept.png,
        achievement=build_document(imported.content, publisher=setting.publisher, place=place),
        losses=tuple(losses),
    )


def plan_award(
    source: str,
    found: Found,
    collection: Collection,
    *,
    classes: Mapping[str, PlannedClass],
    names: Mapping[str, HolderRow],
    setting: Setting,
) -> PlannedAward:
    """Return what an Assertion becomes; raises ``CairnError`` where it can become nothing."""
    assertion = parse_assertion(found.document)
    planned = classes.get(reference_id(assertion.badge) or "")
    if planned is None:
        raise DocumentError(
            "programme.no_class",
            "The badge that it awards is not in the export, or cannot be brought.",
            where="/badge",
            mend="Put its BadgeClass into the export, or mend it first.",
        )
    _check_dates(assertion, now=setting.now)
    wrapped = wrap_assertion(assertion, planned.badge, planned.issuer, original=found.original)
    row = names.get(source)
    content = content_of(wrapped, name=_name_of(found.document, row), is_exact=found.is_exact)
    _check_holder(content)
    is_revoked = assertion.revoked or source in collection.revocations
    if is_revoked:
        content["reason"] = assertion.revocation_reason or collection.revocations.get(source, "")
    content |= {
        "class": planned.source,
        "revoked": is_revoked,
        "issuer": planned.issuer.id,
        "sha256": hashlib.sha256(found.original).hexdigest(),
    }
    rehearsed = compose(
        content,
        achievement=planned.achievement,
        issuer=setting.issuer,
        identity=identify(setting.seed, source),
        place=rehearsed_place(),
    )
    setting.canonizer.canonize_plainly(rehearsed)
    errors = judge(rehearsed, now=assertion.issued_on).errors
    if errors:
        raise DocumentError("award.lint", errors[0].message, mend=errors[0].mend)
    return PlannedAward(
        source=source,
        place=found.place,
        address=address_of(content),
        content=content,
        original=found.original,
        losses=tuple(
            (loss.where, loss.reason)
            for loss in wrapped.losses
            if not loss.where.startswith("/badge/") and loss.where not in _CARRIED
        ),
        is_revoked=is_revoked,
        has_expired=assertion.expires is not None and assertion.expires <= setting.now,
    )


def rows_as_assertions(
    collection: Collection, *, classes: Mapping[str, PlannedClass], problems: list[Problem]
) -> Iterator[tuple[str, Found]]:
    """Yield the rows of tables that tell of an Assertion that is nowhere else, as Assertions."""
    by_name: dict[str, list[str]] = {}
    seen: set[str] = set()
    for planned in classes.values():
        by_name.setdefault(planned.name.casefold(), []).append(planned.source)
    for file, row in collection.rows:
        place = f"{file}, line {row.line}"
        if row.id and row.id in collection.assertions:
            continue
        badge = _class_of(row, classes=classes, by_name=by_name)
        if badge is None:
            problems.append(
                Problem(
                    place=place,
                    code="programme.no_class",
                    message=f"No badge of the export is called “{row.badge[:100]}”, or more than one is.",
                    mend="Put its BadgeClass into the export.",
                )
            )
            continue
        document: JsonObject = {
            "@context": CONTEXT,
            "type": "Assertion",
            "recipient": {"type": "email", "hashed": False, "identity": row.email},
            "badge": badge,
            "verification": {"type": "HostedBadge"},
            "issuedOn": row.issued_on,
        }
        optional = {"expires": row.expires, "narrative": row.narrative, "evidence": row.evidence}
        document |= {name: value for name, value in optional.items() if value}
        if row.is_revoked:
            document["revoked"] = True
            if row.reason:
                document["revocationReason"] = row.reason
        document[_PROFILE_NAME] = {"name": row.name}
        source = row.id if ":" in row.id else _row_id(row, badge)
        document["id"] = source
        if source in seen:
            problems.append(
                Problem(
                    place=place,
                    code="programme.told_twice",
                    message="A row before tells of the same award.",
                    mend="Leave one of them out.",
                )
            )
            continue
        seen.add(source)
        yield source, Found(place=place, document=document, original=row.raw.encode(), is_exact=False)


def names_by_assertion(collection: Collection) -> dict[str, HolderRow]:
    """Return the rows of tables by the Assertion that they tell of."""
    return {row.id: row for _file, row in collection.rows if row.id}


def _issuer_of(badge: BadgeClass, collection: Collection) -> Issuer:
    identifier = reference_id(badge.issuer) or "urn:unknown"
    found = collection.issuers.get(identifier)
    if found is not None:
        try:
            return parse_issuer(found.document)
        except DocumentError:
            pass
    # Its Profile stays behind in any case: the Achievement becomes ours.
    name = origin_of(identifier).partition("://")[2] or identifier
    return Issuer(
        id=identifier, name=name, public_keys=(), allowed_origins=(), starts_with=(), revocation_list=None,
        document={"id": identifier, "type": "Profile", "name": name},
    )  # fmt: skip


def _stub(badge: str) -> Assertion:
    return parse_assertion(
        {
            "id": _STUB,
            "type": "Assertion",
            "recipient": {"type": "email", "hashed": False, "identity": "nobody"},
            "badge": {"id": badge},
            "verification": {"type": "HostedBadge"},
            "issuedOn": "2000-01-01T00:00:00Z",
        }
    )


def _picture_of(source: str, document: JsonObject, collection: Collection) -> bytes | None:
    """Return the picture of a BadgeClass from the export: its own, else one that was baked for a holder."""
    image: JsonValue = document.get("image")
    address = image.get("id") if isinstance(image, dict) else image
    if isinstance(address, str) and address.startswith("data:"):
        return None
    if isinstance(address, str) and address:
        tail = address.partition("?")[0].rstrip("/").rpartition("/")[2]
        same = [
            data
            for name, data in collection.pictures.items()
            if name == address or name.rpartition("/")[2] == tail
        ]
        if len(same) == 1 and len(same[0]) <= MAX_PICTURE:
            return same[0]
    for found in collection.assertions.values():
        badge = found.document.get("badge")
        picture = found.picture
        is_same = badge == source or (isinstance(badge, dict) and badge.get("id") == source)
        if is_same and picture is not None and picture.startswith(b"\x89PNG") and len(picture) <= MAX_PICTURE:
            return picture
    return None


def _check_dates(assertion: Assertion, *, now: datetime) -> None:
    if assertion.issued_on > now:
        raise DocumentError(
            "programme.future", "It was issued on a day that has not come.", where="/issuedOn"
        )
    if assertion.expires is not None and assertion.expires <= assertion.issued_on:
        raise DocumentError("programme.ends_first", "It expires before it was issued.", where="/expires")


def _check_holder(content: Mapping[str, Any]) -> None:
    identity = content["identity"]
    if identity.get("hashed") or identity.get("identityType") != "emailAddress":
        return
    try:
        cells.check_email(address_of(content))
    except DocumentError as error:
        raise DocumentError(
            error.code, error.message, where="/recipient/identity", mend="Write the address of the holder."
        ) from None


def _name_of(document: JsonObject, row: HolderRow | None) -> str:
    profile = document.get(_PROFILE_NAME)
    name = profile.get("name") if isinstance(profile, dict) else None
    if isinstance(name, list):
        name = next((one for one in name if isinstance(one, str)), "")
    told = name.strip() if isinstance(name, str) else ""
    return (told or (row.name if row is not None else ""))[:500]


def _class_of(
    row: HolderRow, *, classes: Mapping[str, PlannedClass], by_name: Mapping[str, list[str]]
) -> str | None:
    if row.badge in classes:
        return row.badge
    ends = [source for source in classes if source.endswith((f"/{row.badge}", f":{row.badge}"))]
    named = by_name.get(row.badge.casefold(), [])
    found = ends or named
    return found[0] if len(found) == 1 and row.badge else None


def _row_id(row: HolderRow, badge: str) -> str:
    told = "\x1f".join([row.id, badge, row.email.lower(), row.issued_on])
    return f"urn:sha256:{hashlib.sha256(told.encode()).hexdigest()}"


def problem_of(place: str, error: CairnError) -> Problem:
    """Return the problem that an error stands for."""
    where = error.where if error.where.startswith("/") else ""
    return Problem(place=f"{place}{where}", code=error.code, message=error.message, mend=error.mend)
