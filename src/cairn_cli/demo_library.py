"""``cairn demo --library``: the whole way from a table of learners to verified credentials, in a few seconds.

Nothing is acted: it is the code of ``cairn keys``, ``issue``, ``status`` and ``verify`` that runs. Given
again, it goes on where an earlier run stopped. ``tests/cairn_cli/test_demo_library.py`` proves it.
"""

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING, Final

import typer

from cairn_cli.demo_world import NAME, ORIGIN, SLUG, achievement, learners_csv
from cairn_cli.exit_codes import ExitCode
from cairn_cli.output import say

if TYPE_CHECKING:
    from pathlib import Path

    from cairn.canonical.strict_json import JsonObject
    from cairn_cli.batch_run import Order

_REVOKED_ROWS: Final = (7, 11)


def run_library(folder: Path, *, learners: int) -> None:
    """Make an issuer, award one Achievement to the learners of a table, revoke two, verify a sample.

    Raises ``typer.Exit`` where a check did not say what it should.
    """
    from cairn_cli import status
    from cairn_cli.demo_checks import check_batch, check_real_samples, credentials_of

    began = time.monotonic()
    order = _prepare(folder, learners=learners)
    say("1. An issuer, with a key that is stored unencrypted because this is a demo")
    say(f"   {NAME}, {order.settings.did}")

    say(f"\n2. One achievement and a table of {learners:,} learners as it came from the register: a dry run")
    _show_dry_run(folder, order)

    say("\n3. The table mended, and issued")
    _issue(order)

    say(f"\n4. {len(_REVOKED_ROWS)} of them revoked")
    issued = credentials_of(order.journal)
    revoked = [issued[row - 1] for row in _REVOKED_ROWS]
    status.revoke(
        revoked,
        site=order.journal.folder,
        issuer=order.folder.path,
        reason="Awarded by mistake",
        yes=True,
    )

    say("\n5. Verified, without asking the network")
    is_right = check_batch(order.journal, register=folder / "known-issuers.json", revoked=revoked)
    check_real_samples()

    say(f"\nDone in {time.monotonic() - began:.1f} s. Everything is in {folder}. Commands to try next:")
    _show_next(folder, order)
    if not is_right:
        raise typer.Exit(ExitCode.REFUSED)


def _prepare(folder: Path, *, learners: int) -> Order:
    """Make the issuer, the achievement and the tables, as far as they are not there."""
    from cairn.canonical import strict_json
    from cairn_cli.batch_run import Order
    from cairn_cli.durable import write_durably
    from cairn_cli.issuer_folder import SETTINGS, IssuerFolder
    from cairn_cli.journal import Journal
    from cairn_cli.keys import make_issuer
    from cairn_cli.passphrases import ask_passphrase

    folder.mkdir(parents=True, exist_ok=True)
    issuer = folder / "issuer"
    if not (issuer / SETTINGS).exists():
        make_issuer(
            issuer,
            origin=ORIGIN,
            slug=SLUG,
            profile={"name": NAME, "url": "https://northside.example"},
            plain=True,
        )
    about = achievement()
    write_durably(folder / "achievement.json", strict_json.format(about) + b"\n")
    write_durably(folder / "learners-from-register.csv", learners_csv(count=learners, with_mistakes=True))
    write_durably(folder / "learners.csv", learners_csv(count=learners, with_mistakes=False))
    owner = IssuerFolder(issuer)
    settings = owner.read()
    register: JsonObject = {"name": "Demo register", "issuers": [{"id": settings.did, "name": NAME}]}
    write_durably(folder / "known-issuers.json", strict_json.format(register) + b"\n")
    batch = folder / "batch"
    batch.mkdir(exist_ok=True)
    return Order(
        table=folder / "learners.csv",
        achievement=about,
        allow_repeated_learners=False,
        folder=owner,
        settings=settings,
        signer=owner.open_signer(settings, passphrase=ask_passphrase),
        journal=Journal(batch),
    )


def _show_dry_run(folder: Path, order: Order) -> None:
    from cairn_cli.clock import now
    from cairn_cli.survey import show_survey, survey_table

    survey = survey_table(
        folder / "learners-from-register.csv",
        achievement=order.achievement,
        valid_from=now(),
        allow_repeated_learners=False,
    )
    show_survey(survey.report)
    say("Nothing was issued.")


def _issue(order: Order) -> None:
    from cairn_cli.batch_run import begin_or_go_on, run_batch
    from cairn_cli.clock import now
    from cairn_cli.durable import only_one
    from cairn_cli.issue import show_outcome
    from cairn_cli.survey import survey_table

    journal = order.journal
    moment = journal.read().created if journal.exists() else now()
    survey = survey_table(
        order.table, achievement=order.achievement, valid_from=moment, allow_repeated_learners=False
    )
    began = time.monotonic()
    with only_one(journal.folder):
        batch = begin_or_go_on(order, survey, now=moment, rng=secrets.token_bytes)
        outcome = run_batch(order, batch, single_files=False)
    show_outcome(outcome, folder=journal.folder, seconds=time.monotonic() - began)


def _show_next(folder: Path, order: Order) -> None:
    pack = order.journal.pack_path(0)
    site = order.journal.folder
    say(f"  cairn verify {pack} --site {site} --offline --register {folder / 'known-issuers.json'}")
    say(f"  head -1 {pack} | cairn inspect -")
    say(f"  cairn status show --site {site}")
    say(f"  cairn did document --issuer {order.folder.path}")
    say(f"  cairn issue --achievement {folder / 'achievement.json'} --template my-learners.csv")
