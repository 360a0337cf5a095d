"""The minimum that the Credential Transparency Description Language asks of a credential in a registry.

After the minimum data policy of Credential Engine: type, name, description, status, subject web page,
language and owner are required; cost, duration, competencies and quality assurance are recommended.
``docs/algorithms/completeness.md`` says how each is looked for.
``tests/cairn/quality/completeness/test_ctdl.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.credentials.language import LANGUAGE_TAG
from cairn.credentials.view import objects
from cairn.quality.completeness.elements import (
    ELSEWHERE,
    MISSING,
    Collection,
    Element,
    Look,
    Presence,
    Standing,
    partly,
    present,
)
from cairn.quality.completeness.european import EU_ELEMENTS
from cairn.quality.completeness.seen import text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from cairn.quality.completeness.seen import Seen

_EU: Final = {element.code: element.look for element in EU_ELEMENTS}
_MIN_DESCRIPTION: Final = 20
_WEB: Final = ("https://", "http://")


def _type(seen: Seen) -> Look:
    kind, where = text_of(seen.achievement, "achievementType"), f"{seen.at}/achievementType"
    if not kind:
        return MISSING
    return partly(where) if kind == "Achievement" else present(where)


def _description(seen: Seen) -> Look:
    text, where = text_of(seen.achievement, "description"), f"{seen.at}/description"
    if len(text) >= _MIN_DESCRIPTION and text != text_of(seen.achievement, "name"):
        return present(where)
    return partly(where) if text else MISSING


def _status(_seen: Seen) -> Look:
    return ELSEWHERE


def _web_page(seen: Seen) -> Look:
    places = [
        (f"{seen.at}{place}/id", text_of(row, "id")) for place, row in objects(seen.achievement, "criteria")
    ]
    places.append((f"{seen.at}/id", text_of(seen.achievement, "id")))
    for where, address in places:
        if address.startswith(_WEB):
            return present(where)
    site = text_of(seen.issuer, "url")
    return partly(f"{seen.issuer_at}/url") if site.startswith(_WEB) else MISSING


def _language(seen: Seen) -> Look:
    if LANGUAGE_TAG.fullmatch(text_of(seen.achievement, "inLanguage")):
        return present(f"{seen.at}/inLanguage")
    name = seen.achievement.get("name")
    return partly(f"{seen.at}/name") if isinstance(name, dict | list) else MISSING


def _owner(seen: Seen) -> Look:
    told = _EU["eu.awarding_body"](seen)
    if told.presence is Presence.MISSING and objects(seen.achievement, "creator"):
        return partly(f"{seen.at}/creator")
    return told


def _element(
    code: str,
    title: str,
    look: Callable[[Seen], Look],
    *,
    add: str,
    complete: str,
    elsewhere: str = "",
    standing: Standing = Standing.MANDATORY,
) -> Element:
    return Element(
        code=code,
        collection=Collection.CTDL,
        standing=standing,
        title=title,
        add=add,
        complete=complete,
        elsewhere=elsewhere,
        look=look,
    )


CTDL_ELEMENTS: Final = (
    _element(
        "ctdl.type",
        "Type of credential",
        _type,
        add="Choose a type, such as MicroCredential.",
        complete="Choose a narrower type than Achievement, such as MicroCredential.",
    ),
    _element(
        "ctdl.name",
        "Name",
        _EU["eu.title"],
        add="Give it a name.",
        complete="Give it a name in words.",
    ),
    _element(
        "ctdl.description",
        "Description",
        _description,
        add="Describe it in a sentence or two.",
        complete="Describe it in a whole sentence that says more than its name.",
    ),
    _element(
        "ctdl.status",
        "Status of the credential",
        _status,
        add="Say whether it is still awarded.",
        complete="Say whether it is still awarded.",
        elsewhere="Open Badges has no member for it; an export tells it from whether it is published.",
    ),
    _element(
        "ctdl.subject_webpage",
        "Web page about the credential",
        _web_page,
        add="Name a page that describes it, as the id of its criteria.",
        complete="Name a page about this credential and not only about its issuer.",
    ),
    _element(
        "ctdl.language",
        "Language",
        _language,
        add="Say in which language it is.",
        complete="Say with inLanguage in which language it is.",
    ),
    _element(
        "ctdl.owner",
        "Owner",
        _owner,
        add="Name the organisation that owns it.",
        complete="Give both the name and the id of the organisation that owns it.",
        elsewhere="It is told by the profile of the organisation that awards it.",
    ),
    _element(
        "ctdl.cost",
        "Cost",
        _status,
        add="Say what it costs.",
        complete="Say what it costs.",
        elsewhere="Open Badges has no member for it; the page of the offering tells it.",
        standing=Standing.OPTIONAL,
    ),
    _element(
        "ctdl.duration",
        "Estimated duration",
        _EU["eu.workload"],
        add="Add the hours of learning.",
        complete="Add the hours of learning.",
        standing=Standing.OPTIONAL,
    ),
    _element(
        "ctdl.competencies",
        "Competencies",
        _EU["eu.outcomes"],
        add="Add at least one skill.",
        complete="Say of which kind the alignments are, with a name and an address for each.",
        standing=Standing.OPTIONAL,
    ),
    _element(
        "ctdl.quality_assurance",
        "Quality assurance",
        _EU["eu.quality_assurance"],
        add="Say who or what assures the quality, and where that can be looked up.",
        complete="Say of which type the quality assurance is, by whom, and where that can be looked up.",
        standing=Standing.OPTIONAL,
    ),
)
