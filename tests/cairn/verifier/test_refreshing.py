from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from cairn.verifier import CheckCode
from cairn.verifier.refreshing import _same
from factories import keys
from simulators.outside import NOW, SimulatedIssuer, SimulatedWeb, to_bytes, verifier_for

if TYPE_CHECKING:
    from cairn.verifier import Verifier

ADDRESS = "https://credentials.example.edu/newest"
SERVICE = {"id": ADDRESS, "type": "1EdTechCredentialRefresh"}
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"


def with_service(issuer: SimulatedIssuer, **changes: Any) -> dict[str, Any]:
    draft: Any = issuer.draft(refreshService=SERVICE, **changes)
    draft["@context"] = [*draft["@context"], EXTENSIONS]
    return issuer.sign(draft)


def answer(verifier: Verifier, document: Any) -> tuple[str, str]:
    check = verifier.inspect(to_bytes(document), now=NOW).check(CheckCode.REFRESH)
    assert check is not None
    return check.outcome.value, check.reason


def test_newer_version_is_a_warning(verifier: Verifier, issuer: SimulatedIssuer, web: SimulatedWeb) -> None:
    web.publish(ADDRESS, issuer.issue(validFrom="2026-02-01T00:00:00Z"))
    assert answer(verifier, with_service(issuer)) == ("warning", "refresh.newer")


def test_same_version_is_the_newest(verifier: Verifier, issuer: SimulatedIssuer, web: SimulatedWeb) -> None:
    document = with_service(issuer)
    web.publish(ADDRESS, document)
    assert answer(verifier, document) == ("passed", "")


def test_forged_newer_version_is_told(verifier: Verifier, issuer: SimulatedIssuer, web: SimulatedWeb) -> None:
    forger = SimulatedIssuer(SimulatedWeb(), signer=keys.signer("attacker"))
    web.publish(ADDRESS, forger.issue(validFrom="2026-02-01T00:00:00Z"))
    assert answer(verifier, with_service(issuer)) == ("warning", "refresh.not_valid")


def test_other_credential_is_told(verifier: Verifier, issuer: SimulatedIssuer, web: SimulatedWeb) -> None:
    web.publish(ADDRESS, issuer.issue(number=7, validFrom="2026-02-01T00:00:00Z"))
    assert answer(verifier, with_service(issuer)) == ("warning", "refresh.other")


def test_silent_service_is_told(verifier: Verifier, issuer: SimulatedIssuer) -> None:
    assert answer(verifier, with_service(issuer)) == ("warning", "fetch.failed")


def test_endless_refreshing_is_asked_once(
    verifier: Verifier, issuer: SimulatedIssuer, web: SimulatedWeb
) -> None:
    web.publish(ADDRESS, with_service(issuer, validFrom="2026-02-01T00:00:00Z"))
    web.asked.clear()
    assert answer(verifier, with_service(issuer)) == ("warning", "refresh.newer")
    assert web.asked.count(ADDRESS) == 1


def test_service_of_a_credential_that_is_not_proven_is_not_asked(
    issuer: SimulatedIssuer, web: SimulatedWeb
) -> None:
    forger = SimulatedIssuer(SimulatedWeb(), signer=keys.signer("attacker"))
    document = with_service(forger)
    assert answer(verifier_for(web, issuer), document) == ("not_checked", "check.not_reached")
    assert ADDRESS not in web.asked


def test_credential_without_a_service(verifier: Verifier, issuer: SimulatedIssuer) -> None:
    assert answer(verifier, issuer.issue()) == ("absent", "")


@pytest.mark.parametrize(
    "id_",
    ["https://credentials.example.edu/credentials/%61", " https://credentials.example.edu/credentials/a "],
)
def test_equality_ignores_percent_encoding_and_spaces(id_: str) -> None:
    issuer = {"id": "did:web:a.example"}
    one: Any = {"issuer": issuer, "id": "https://credentials.example.edu/credentials/a"}
    assert _same(one, {"issuer": "did:web:a.example", "id": id_})
