"""An issuer, the web it publishes on, and a verifier that knows both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from simulators.outside import SimulatedIssuer, SimulatedWeb, verifier_for

if TYPE_CHECKING:
    from cairn.verifier import Verifier


@pytest.fixture
def web() -> SimulatedWeb:
    return SimulatedWeb()


@pytest.fixture
def issuer(web: SimulatedWeb) -> SimulatedIssuer:
    return SimulatedIssuer(web)


@pytest.fixture
def verifier(web: SimulatedWeb, issuer: SimulatedIssuer) -> Verifier:
    return verifier_for(web, issuer)
