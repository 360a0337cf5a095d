"""Verify one document, and use it only if it is valid: a credential or a presentation, of any kind and form.

Run it as ``python examples/verify_one.py FILE``. Nothing is asked of the network here, so an issuer that is a
web address cannot be checked; with ``cairn_net.fetching.SafeFetcher()`` as the loader it is asked.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from cairn import CairnError, Report, UnavailableError, Verifier


def ask_nobody(url: str) -> bytes:
    """Refuse every address."""
    raise UnavailableError("example.offline", "This example does not use the network.", where=url)


def name_of(report: Report) -> str:
    """Return what was verified, for people: a credential has a name, a presentation has credentials."""
    if report.credential is not None:
        return report.credential.name or report.credential.id
    return ", ".join(name_of(inner) for inner in report.contained) or report.kind.value


def main(path: Path) -> int:
    """Print every check of the document; return 0 if it is valid."""
    verifier = Verifier(loader=ask_nobody, registers=[])
    now = datetime.now(UTC)
    for check in verifier.inspect(path.read_bytes(), now=now).checks:
        print(f"{check.outcome.value:12} {check.message}")
    try:
        # verify() returns the document or raises: nothing unchecked can be used by mistake.
        verified = verifier.verify(path.read_bytes(), now=now)
    except CairnError as error:
        print(f"Not to be relied on: {error}")
        return 1
    print(f"Valid: {name_of(verified.report)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
