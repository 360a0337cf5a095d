"""``cairn verify``: every question about a credential, answered.

``tests/cairn_cli/test_verify.py`` proves it.
"""

from __future__ import annotations

import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path  # noqa: TC003 - the options are made from the annotations
from typing import TYPE_CHECKING, Annotated, Final

import typer

from cairn.errors import CairnError, DocumentError, UsageError
from cairn_cli.exit_codes import ExitCode
from cairn_cli.output import note, one_line, say, show_json
from cairn_cli.reporting import reported

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from cairn.verifier import Challenge, Register, Report, Verdict, Verifier

_SIGNS: Final = {"passed": "✓", "warning": "!", "failed": "✗", "not_checked": "?", "absent": "·"}
_VERDICTS: Final = {
    "valid": "Valid",
    "invalid": "Not valid",
    "not_checked": "Could not be checked, which is not a pass",
}
_MAX_LISTED: Final = 50
_MAX_ALIKE: Final = 2
_WIDE: Final = 240


@reported
def verify(
    sources: Annotated[
        list[str],
        typer.Argument(help="Files, images, folders, packs, JWTs, addresses, or - for standard input."),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    site: Annotated[
        Path | None,
        typer.Option(help="Answer the issuer's addresses from this folder, written by cairn issue."),
    ] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Ask nothing of the network.")] = False,
    register: Annotated[
        list[Path] | None, typer.Option(help="A register of known issuers (JSON); may be given again.")
    ] = None,
    challenge: Annotated[str, typer.Option(help="The challenge a presentation must answer.")] = "",
    domain: Annotated[str, typer.Option(help="The domain a presentation must be made for.")] = "",
    at: Annotated[str, typer.Option(help="Check as of this moment, such as 2026-01-31T12:00:00Z.")] = "",
    strict: Annotated[
        bool, typer.Option("--strict", help="End with code 4 where there are warnings.")
    ] = False,
) -> None:
    """Verify credentials and presentations: signature, issuer's key, validity, status and more.

    Ends with 0 if all are valid, 1 if any is not, 3 if any could not be checked, 2 for wrong use.
    """
    from cairn.verifier import Verifier
    from cairn_cli.outside import open_outside
    from cairn_cli.sources import is_collection, read_one, tell_skipped

    loader = open_outside(site=site, offline=offline)
    verifier = Verifier(loader=loader, registers=_read_registers(register or []))
    asked = _read_challenge(challenge, domain)
    now = _read_moment(at)
    if len(sources) == 1 and not is_collection(sources[0]):
        data = read_one(sources[0], loader=loader)
        report = verifier.inspect(data, now=now, challenge=asked)
        _show_one(report, as_json=as_json)
        raise typer.Exit(_exit_code([report.verdict], warned=bool(report.warnings), strict=strict))
    skipped: list[str] = []
    results = _inspect_all(verifier, sources, loader=loader, now=now, challenge=asked, skipped=skipped)
    verdicts, warned = _show_many(results, as_json=as_json, skipped=skipped)
    tell_skipped(skipped)
    raise typer.Exit(_exit_code(verdicts, warned=warned, strict=strict))


def _inspect_all(
    verifier: Verifier,
    arguments: list[str],
    *,
    loader: Callable[[str], bytes],
    now: datetime,
    challenge: Challenge | None,
    skipped: list[str],
) -> Iterator[tuple[str, Report]]:
    """Yield the report on every document; what cannot be read has one too, and ends nothing.

    A document that comes again, as one of a batch does in its pack and in a file of its own, is told once.
    """
    from cairn_cli.sources import read_sources

    seen: set[bytes] = set()
    copies = 0
    for argument in arguments:
        try:
            for source in read_sources(argument, loader=loader, skipped=skipped):
                if source.fault is not None:
                    yield source.name, _unread(source.fault, now=now)
                    continue
                digest = sha256(source.data.strip()).digest()
                if digest in seen:
                    copies += 1
                    continue
                seen.add(digest)
                yield source.name, verifier.inspect(source.data, now=now, challenge=challenge)
        except CairnError as error:
            yield argument, _unread(error, now=now)
    if copies:
        note(f"{copies:,} more are copies of these, byte for byte, and not counted again.")


def _unread(error: CairnError, *, now: datetime) -> Report:
    from cairn.verifier import Check, CheckCode, Kind, Outcome, Report

    check = Check.of_error(CheckCode.WELL_FORMED, error, outcome=Outcome.NOT_CHECKED)
    return Report(kind=Kind.UNREADABLE, checked_at=now, securing="", checks=(check,))


def _read_registers(paths: list[Path]) -> list[Register]:
    from cairn.canonical import strict_json
    from cairn.verifier import parse_issuer_list

    registers: list[Register] = []
    for path in paths:
        try:
            registers.append(parse_issuer_list(strict_json.parse_object(path.read_bytes())))
        except OSError as error:
            raise UsageError(
                "register.missing", f"The register cannot be read: {error.strerror}.", where=str(path)
            ) from error
        except CairnError as error:
            raise UsageError(error.code, error.message, where=f"{path}{error.where}") from error
    return registers


def _read_challenge(challenge: str, domain: str) -> Challenge | None:
    from cairn.verifier import Challenge

    if not challenge and not domain:
        return None
    if not challenge or not domain:
        raise UsageError("verify.challenge", "A challenge and a domain belong together.")
    return Challenge(value=challenge, domain=domain)


def _read_moment(text: str) -> datetime:
    from cairn.canonical import timestamps
    from cairn_cli.clock import now

    if not text:
        return now()
    try:
        return timestamps.parse(text)
    except DocumentError as error:
        raise UsageError("verify.moment", error.message, where="--at", mend=error.mend) from error


def _exit_code(verdicts: list[Verdict], *, warned: bool, strict: bool) -> ExitCode:
    worst = max((verdict.severity for verdict in verdicts), default=1)
    if worst:
        return ExitCode.REFUSED if worst > 1 else ExitCode.NOT_CHECKED
    return ExitCode.WARNINGS if warned and strict else ExitCode.DONE


def _show_one(report: Report, *, as_json: bool) -> None:
    from cairn.verifier import format_report

    if as_json:
        show_json(format_report(report))
    else:
        _show_report(report, indent="")


def _show_report(report: Report, *, indent: str) -> None:
    say(f"{indent}{_VERDICTS[report.verdict.value]}" + (" (with warnings)" if report.warnings else ""))
    summary = report.credential
    if summary is not None:
        say()
        say(f"{indent}  {one_line(summary.name or summary.id)}")
        register = f" ({summary.issuer.register})" if summary.issuer.register else ""
        say(f"{indent}  issued by {one_line((summary.issuer.name or summary.issuer.id) + register)}")
        say(f"{indent}  {one_line(summary.id)}")
    say()
    told: Counter[tuple[str, str]] = Counter()
    for check in report.checks:
        key = (check.outcome.value, check.reason)
        told[key] += 1
        if check.outcome.value == "absent" or (check.reason and told[key] > _MAX_ALIKE):
            continue
        place = f" [{check.where}]" if check.where else ""
        reason = f" ({check.reason})" if check.reason else ""
        say(f"{indent}  {_SIGNS[check.outcome.value]} {one_line(check.message + place + reason)}")
    for (outcome, reason), count in told.items():
        if reason and outcome != "absent" and count > _MAX_ALIKE:
            say(f"{indent}  {_SIGNS[outcome]} and {count - _MAX_ALIKE} more of the same kind ({reason})")
    for inner in report.contained:
        say()
        _show_report(inner, indent=indent + "    ")
    for inner in report.endorsements:
        say()
        say(f"{indent}    An endorsement:")
        _show_report(inner, indent=indent + "    ")


def _show_many(
    results: Iterator[tuple[str, Report]], *, as_json: bool, skipped: list[str]
) -> tuple[list[Verdict], bool]:
    from cairn.verifier import format_report
    from cairn_cli.progress import counting

    verdicts: list[Verdict] = []
    formatted: list[object] = []
    rows: list[tuple[str, Report]] = []
    warned = False
    with counting("Verifying") as advance:
        for name, report in results:
            advance(1)
            verdicts.append(report.verdict)
            warned = warned or bool(report.warnings)
            if as_json:
                formatted.append({"source": name, "report": format_report(report)})
            elif len(rows) < _MAX_LISTED or (report.verdict.severity and len(rows) < 2 * _MAX_LISTED):
                rows.append((name, report))
    counts = Counter(verdict.value for verdict in verdicts)
    if as_json:
        show_json({"counts": dict(counts), "results": formatted, "skipped": skipped})
    elif not verdicts:
        note("There is nothing to verify here.")
    else:
        _show_table(rows, total=len(verdicts))
        say(", ".join(f"{count:,} {_VERDICTS[verdict].lower()}" for verdict, count in counts.items()))
    return verdicts, warned


def _show_table(rows: list[tuple[str, Report]], *, total: int) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = [row for row in rows if row[1].verdict.severity] if total > _MAX_LISTED else rows
    if total > _MAX_LISTED:
        shown = shown[:_MAX_LISTED]
    if not shown:
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("Verdict", "Credential", "Issuer", "File", "Why"):
        table.add_column(heading, overflow="fold")
    for name, report in shown:
        summary = report.credential
        why = next(
            (check for check in report.checks if check.outcome.value in {"failed", "not_checked"}), None
        )
        cells = (
            f"{_SIGNS[_OUTCOME_OF[report.verdict.value]]} {report.verdict.value}",
            "" if summary is None else summary.name,
            "" if summary is None else summary.issuer.name or summary.issuer.id,
            name,
            "" if why is None else why.message,
        )
        # What a document says is text: no markup, no code of an emoji.
        table.add_row(*(Text(one_line(cell)) for cell in cells))
    # Where nobody watches there is no width to keep to.
    Console(width=None if sys.stdout.isatty() else _WIDE).print(table)


_OUTCOME_OF: Final = {"valid": "passed", "invalid": "failed", "not_checked": "not_checked"}
