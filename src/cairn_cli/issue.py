"""``cairn issue``: a table of learners becomes credentials, once the whole table was found to be right."""

from __future__ import annotations

import contextlib
import secrets
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cairn.errors import UsageError
from cairn_cli.exit_codes import ExitCode
from cairn_cli.output import note, say, show_json
from cairn_cli.reporting import reported

if TYPE_CHECKING:
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject
    from cairn_cli.batch_run import Order, Outcome
    from cairn_cli.issuer_folder import IssuerFolder, IssuerSettings
    from cairn_cli.journal import Journal
    from cairn_cli.survey import Survey


@reported
def issue(
    achievement: Annotated[Path, typer.Option(help="The Achievement (JSON) that the learners achieved.")],
    csv: Annotated[Path | None, typer.Option(help="The table of learners (CSV).")] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="The folder to issue into.")] = None,
    issuer: Annotated[Path, typer.Option(help="The issuer's folder, made by cairn keys new.")] = Path(
        "issuer"
    ),
    template: Annotated[
        Path | None, typer.Option(help="Write a table to begin with for this achievement, and end.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Issue without asking.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check the table, issue nothing.")] = False,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Leave out rows with something wrong, and issue the others.")
    ] = False,
    allow_repeats: Annotated[
        bool, typer.Option("--allow-repeats", help="Let a learner stand in more than one row.")
    ] = False,
    files: Annotated[
        bool, typer.Option("--files", help="Write each credential into a file of its own, too.")
    ] = False,
    suspendable: Annotated[
        bool, typer.Option("--suspendable", help="Let the credentials be suspended, not only revoked.")
    ] = False,
    report: Annotated[
        Path | None, typer.Option(help="Write everything that is wrong with the table into this CSV file.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Issue one Achievement to every learner of a table.

    First the whole table is checked, and everything wrong with it told. Nothing is issued unless you say so,
    by --yes or at the terminal; where nobody said it the command ends with 5. A run that was stopped goes on
    where it stopped when the same command is given again.
    """
    content = read_achievement(achievement)
    if template is not None:
        _write_template(template, content)
        return
    if csv is None or out is None:
        raise UsageError("issue.missing_option", "--csv and --out are needed (or --template).")
    _check_places(csv, out)
    from cairn.issuer import rehearse
    from cairn_cli.clock import now
    from cairn_cli.issuer_folder import IssuerFolder
    from cairn_cli.journal import Journal
    from cairn_cli.survey import describe_survey, show_survey, survey_table, writing_report

    folder = IssuerFolder(issuer)
    settings = folder.read()
    journal = Journal(out)
    order: Order | None = None
    if not dry_run and (yes or _can_ask(as_json=as_json)):
        # A key that cannot be used is told of now, and not after a table of a million rows.
        order = _place_order(
            csv,
            achievement=content,
            allow_repeats=allow_repeats,
            suspendable=suspendable,
            folder=folder,
            settings=settings,
            journal=journal,
        )
    # A batch that was begun keeps its moment, or rows could go bad between two of its runs.
    moment = journal.read().created if journal.exists() else now()
    with contextlib.ExitStack() as stack:
        watch = stack.enter_context(writing_report(report)) if report is not None else None
        survey = survey_table(
            csv, achievement=content, valid_from=moment, allow_repeated_learners=allow_repeats, watch=watch
        )
    result: dict[str, object] = {"dryRun": describe_survey(survey.report), "issued": None}
    if not as_json:
        show_survey(survey.report)
    _refuse_bad_rows(survey, skip_bad=skip_bad, result=result, as_json=as_json)
    if survey.first is not None:
        rehearse(survey.first, achievement=content, issuer=settings.issuer)
    if journal.exists():
        journal.check_rows(survey.row_digests)
    if order is None or not (yes or _is_wanted(survey, out)):
        if as_json:
            show_json(result)
        else:
            say(f"Nothing was issued. To issue, give the same command with --yes{_without(dry_run)}.")
        if dry_run:
            return
        raise typer.Exit(ExitCode.NOT_AGREED)
    began = time.monotonic()
    outcome = _issue(order, survey, moment=moment, files=files)
    seconds = time.monotonic() - began
    if as_json:
        show_json(result | {"issued": describe_outcome(outcome, folder=out, seconds=seconds)})
    else:
        show_outcome(outcome, folder=out, seconds=seconds)


def read_achievement(path: Path) -> JsonObject:
    """Return the achievement in a file; raises ``UsageError("file.missing")`` and ``DocumentError``."""
    from cairn.canonical import strict_json

    if not path.is_file():
        raise UsageError("file.missing", "There is no such file.", where=str(path))
    return strict_json.parse_object(path.read_bytes())


def show_outcome(outcome: Outcome, *, folder: Path, seconds: float) -> None:
    """Print what a run did."""
    rate = f" in {seconds:.1f} s, {outcome.issued / seconds:,.0f} per second" if outcome.issued else ""
    issued = "1 credential" if outcome.issued == 1 else f"{outcome.issued:,} credentials"
    say(f"Issued {issued} now{rate}; {outcome.rows:,} in all in {folder}.")
    if outcome.rows:
        packs = "1 pack" if outcome.packs == 1 else f"{outcome.packs:,} packs"
        each = outcome.stored_bytes / outcome.rows
        say(f"{packs}, {outcome.stored_bytes:,} bytes, {each:,.0f} bytes per credential.")
    say(f"Publish what is below {folder / 'public'} at the issuer's origin.")


def describe_outcome(outcome: Outcome, *, folder: Path, seconds: float) -> dict[str, object]:
    """Return what a run did, for programs."""
    return {
        "folder": str(folder),
        "rows": outcome.rows,
        "issuedNow": outcome.issued,
        "packs": outcome.packs,
        "files": outcome.files,
        "storedBytes": outcome.stored_bytes,
        "bytesPerCredential": round(outcome.stored_bytes / outcome.rows) if outcome.rows else 0,
        "seconds": round(seconds, 3),
    }


def _write_template(path: Path, achievement: JsonObject) -> None:
    from cairn.issuer import format_template_csv

    text = format_template_csv(achievement)
    if str(path) == "-":
        typer.echo(text, nl=False)
        return
    if path.exists():
        raise UsageError("file.exists", "There is such a file already.", where=str(path))
    path.write_bytes(text.encode("utf-8-sig"))
    say(f"The table is in {path}. Put the learners below the header, in place of the example.")


def _refuse_bad_rows(survey: Survey, *, skip_bad: bool, result: dict[str, object], as_json: bool) -> None:
    """End the command where there is something wrong that may not be passed over."""
    found = survey.report
    if found.row_count and (skip_bad or not found.problem_count):
        return
    if as_json:
        show_json(result)
    elif found.row_count:
        note("Nothing was issued. Mend the table, or leave these rows out with --skip-bad.")
    else:
        note("Nothing was issued: no row is ready.")
    raise typer.Exit(ExitCode.REFUSED)


def _check_places(table: Path, out: Path) -> None:
    if not table.is_file():
        raise UsageError("file.missing", "There is no such file.", where=str(table))
    if out.exists() and not out.is_dir():
        raise UsageError("file.not_a_folder", "A folder is needed here, and this is a file.", where=str(out))


def _can_ask(*, as_json: bool) -> bool:
    from cairn_cli.asking import can_ask

    return can_ask() and not as_json


def _is_wanted(survey: Survey, out: Path) -> bool:
    from cairn_cli.asking import agrees

    return agrees(f"Issue {survey.report.row_count:,} credentials into {out}?")


def _without(dry_run: bool) -> str:
    return " and without --dry-run" if dry_run else ""


def _place_order(
    table: Path,
    *,
    achievement: JsonObject,
    allow_repeats: bool,
    suspendable: bool,
    folder: IssuerFolder,
    settings: IssuerSettings,
    journal: Journal,
) -> Order:
    """Open the key, and return what is to be issued; it is what a batch that was begun was begun with."""
    from cairn_cli.batch_run import Order, check_order
    from cairn_cli.passphrases import ask_passphrase

    order = Order(
        table=table,
        achievement=achievement,
        allow_repeated_learners=allow_repeats,
        folder=folder,
        settings=settings,
        signer=folder.open_signer(settings, passphrase=ask_passphrase),
        journal=journal,
        suspendable=suspendable,
    )
    check_order(order)
    return order


def _issue(order: Order, survey: Survey, *, moment: datetime, files: bool) -> Outcome:
    from cairn_cli.batch_run import begin_or_go_on, run_batch
    from cairn_cli.durable import only_one

    journal = order.journal
    journal.folder.mkdir(parents=True, exist_ok=True)
    with only_one(journal.folder):
        batch = begin_or_go_on(order, survey, now=moment, rng=secrets.token_bytes)
        try:
            return run_batch(order, batch, single_files=files)
        except KeyboardInterrupt:
            missing = len(journal.missing_packs(batch))
            note(
                f"{journal.pack_count(batch) - missing} of {journal.pack_count(batch)} packs are there. "
                "Give the same command again to go on."
            )
            raise
