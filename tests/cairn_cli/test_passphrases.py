from __future__ import annotations

import pytest

from cairn.errors import UsageError
from cairn_cli import passphrases
from cairn_cli.passphrases import VARIABLE, ask_passphrase, choose_passphrase


@pytest.mark.parametrize("ask", [ask_passphrase, choose_passphrase])
def test_environment_is_asked_first(ask: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "four words of luck")
    assert callable(ask)
    assert ask() == "four words of luck"


@pytest.mark.parametrize(("ask", "confirmed"), [(ask_passphrase, False), (choose_passphrase, True)])
def test_person_is_asked_unseen(ask: object, confirmed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, object] = {}

    def prompt(text: str, **options: object) -> str:
        asked.update(options)
        return "typed"

    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr(passphrases.sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(passphrases.typer, "prompt", prompt)
    assert callable(ask)
    assert ask() == "typed"
    assert asked == {"hide_input": True, "confirmation_prompt": confirmed, "err": True}


def test_nobody_to_ask_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr(passphrases.sys.stdin, "isatty", lambda: False, raising=False)
    with pytest.raises(UsageError) as caught:
        ask_passphrase()
    assert (caught.value.code, VARIABLE in caught.value.mend) == ("passphrase.missing", True)
