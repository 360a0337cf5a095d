from __future__ import annotations

import subprocess
import sys

import pytest

import cairn
from cairn import issuer, verifier


def test_every_public_name_is_what_its_home_has() -> None:
    assert set(cairn.__all__) == set(cairn._HOMES)
    assert cairn.Issuer is issuer.Issuer
    assert cairn.Verifier is verifier.Verifier
    for name in cairn.__all__:
        assert getattr(cairn, name).__module__.startswith(cairn._HOMES[name])


def test_the_names_are_shown() -> None:
    assert set(cairn.__all__) <= set(dir(cairn))


def test_a_name_that_is_not_there_is_refused() -> None:
    with pytest.raises(AttributeError, match="Forger"):
        cairn.Forger  # noqa: B018


def test_importing_the_package_loads_nothing_of_it() -> None:
    code = "import sys, cairn; print([name for name in sys.modules if name.startswith('cairn.')])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
