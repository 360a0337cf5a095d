"""``cairn lint``: what should be looked at before a credential or an Achievement is signed.

``tests/cairn_cli/test_lint.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

import typer

from cairn.errors import CairnError, DocumentError, UsageError
from cairn_cli.exit_codes import ExitCode
from cairn_cli.output import describe_error, note, one_line, say, show_json
from cairn_cli.reporting import reported

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject
    from cairn.quality.completeness import Completeness
    from cairn.quality.lint import LintFinding
    from cairn_cli.sources import Source

_SIGNS: Final = {"error": "✗", "warning": "!", "note": "·"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Linted:
    """One document with what was found; ``refused`` is why it could not be linted."""

    name: str
    findings: tuple[LintFinding, ...] = ()
    completeness: Completeness | None = None
    refused: CairnError | None = None


@reported
def lint(
    sources: Annotated[
        list[str], typer.Argument(help="Files, images, folders, packs, or - for standard input.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
    ignore: Annotated[
        list[str] | None, typer.Option(help="Leave out a rule, by its code; may be given again.")
    ] = None,
    at: Annotated[str, typer.Option(help="Lint as of this moment, such as 2026-01-31T12:00:00Z.")] = "",
    strict: Annotated[
        bool, typer.Option("--strict", help="End with code 4 where there are warnings.")
    ] = False,
) -> None:
    """Look for what should be mended before it is signed, in credentials and achievements.

    Nothing is verified and nothing is asked of the network. Ends with 1 if there are errors, and with 0 else.
    """
    from cairn_cli.outside import open_outside
    from cairn_cli.sources import read_sources, tell_skipped

    loader = open_outside(offline=True)
    ignoring = _read_codes(ignore or [])
    now = _read_moment(at)
    skipped: list[str] = []
    results = [
        _lint_one(source, now=now, ignoring=ignoring)
        for argument in sources
        for source in read_sources(argument, loader=loader, skipped=skipped)
    ]
    tell_skipped(skipped)
    if as_json:
        show_json({"results": [_describe(row) for row in results]})
    else:
        _show(results)
    raise typer.Exit(_exit_code(results, strict=strict))


def _lint_one(source: Source, *, now: datetime, ignoring: Collection[str]) -> Linted:
    from cairn.quality.completeness import measure_achievement, measure_credential
    from cairn.quality.lint import lint_achievement, lint_credential

    if source.fault is not None:
        return Linted(name=source.name, refused=source.fault)
    try:
        document, is_achievement = _read(source.data)
    except CairnError as error:
        return Linted(name=source.name, refused=error)
    if is_achievement:
        return Linted(
            name=source.name,
            findings=(*_judge(document), *lint_achievement(document, ignoring=ignoring)),
            completeness=measure_achievement(document),
        )
    return Linted(
        name=source.name,
        findings=(*_judge(document), *lint_credential(document, now=now, ignoring=ignoring)),
        completeness=measure_credential(document),
    )


def _judge(document: JsonObject) -> tuple[LintFinding, ...]:
    """Return what the standard of the document makes an error of; its warnings are the lint's to tell."""
    from cairn.credentials.findings import Severity
    from cairn.credentials.validation import validate
    from cairn.quality.lint import LintFinding, LintSeverity

    return tuple(
        [
            LintFinding(
                code=problem.code,
                severity=LintSeverity.ERROR,
                message=problem.message,
                where=problem.where,
                mend=problem.mend,
            )
            for problem in validate(document)
            if problem.severity is Severity.ERROR
        ]
    )


def _read(data: bytes) -> tuple[JsonObject, bool]:
    """Return a document and whether it is an Achievement.

    Raises ``DocumentError`` ``lint.not_lintable`` for what is neither that nor an AchievementCredential.
    """
    from cairn.canonical import strict_json
    from cairn.credentials.achievements import Achievement
    from cairn.credentials.open_badges import AchievementCredential
    from cairn.credentials.validation import class_of
    from cairn.verifier.presented import read_presented

    if data.lstrip()[:1] == b"{":
        document = strict_json.parse_object(data)
        if class_of(document) is Achievement:
            return document, True
    document = read_presented(data).document
    if class_of(document) is not AchievementCredential:
        raise DocumentError(
            "lint.not_lintable",
            "The document is neither an AchievementCredential nor an Achievement.",
            where="/type",
        )
    return document, False


def _read_codes(codes: list[str]) -> frozenset[str]:
    from cairn.quality.lint import rule

    return frozenset([rule(code).code for code in codes])


def _read_moment(text: str) -> datetime:
    from cairn.canonical import timestamps
    from cairn_cli.clock import now

    if not text:
        return now()
    try:
        return timestamps.parse(text)
    except DocumentError as error:
        raise UsageError("lint.moment", error.message, where="--at", mend=error.mend) from error


def _exit_code(results: list[Linted], *, strict: bool) -> ExitCode:
    severities = {finding.severity.value for row in results for finding in row.findings}
    if "error" in severities or any(row.refused is not None for row in results):
        return ExitCode.REFUSED
    return ExitCode.WARNINGS if strict and "warning" in severities else ExitCode.DONE


def _describe(row: Linted) -> dict[str, object]:
    if row.refused is not None:
        return {"source": row.name, "error": describe_error(row.refused)}
    return {
        "source": row.name,
        "findings": [
            {
                "code": finding.code,
                "severity": finding.severity.value,
                "message": finding.message,
                "where": finding.where,
                "mend": finding.mend,
            }
            for finding in row.findings
        ],
        "completeness": None if row.completeness is None else _describe_completeness(row.completeness),
    }


def _describe_completeness(found: Completeness) -> dict[str, object]:
    return {
        "figure": round(found.figure, 4),
        "class": found.microcredential.kind.value,
        "elements": [
            {
                "code": reading.code,
                "standing": reading.standing.value,
                "presence": reading.presence.value,
                "where": list(reading.where),
                "mend": reading.mend,
            }
            for reading in found.readings
        ],
    }


def _show(results: list[Linted]) -> None:
    for row in results:
        if len(results) > 1:
            say(one_line(row.name))
        if row.refused is not None:
            place = f" [{row.refused.where}]" if row.refused.where else ""
            say(one_line(f"  ✗ {row.refused.message}{place} ({row.refused.code})"))
        for finding in row.findings:
            place = f" [{finding.where}]" if finding.where else ""
            say(one_line(f"  {_SIGNS[finding.severity.value]} {finding.message}{place} ({finding.code})"))
            say(one_line(f"      {finding.mend}"))
        if row.completeness is not None:
            kind = row.completeness.microcredential.kind.value
            say(f"  {row.completeness.figure:.0%} of the EU's mandatory elements; class: {kind}")
    counts = [
        f"{count} {word if count == 1 else word + 's'}"
        for word in _SIGNS
        if (count := sum(finding.severity.value == word for row in results for finding in row.findings))
    ]
    if not results:
        note("There is nothing to lint here.")
    elif counts:
        say(", ".join(counts))
    elif not any(row.refused for row in results):
        say("Nothing found.")
