"""The site of ``cairn demo``: its own data folder, its world made at the first start, its sign-ins printed.

The settings of the environment are left alone but for the data folder: a demo takes no other database, mail
server or origin. It listens to this machine only. ``tests/cairn_cli/test_demo_site.py`` proves it.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cairn.errors import UsageError
from cairn_cli.output import note, say

if TYPE_CHECKING:
    from collections.abc import MutableMapping

HOST: Final = "127.0.0.1"
MARKER: Final = "demo-world.json"
_VERSION: Final = 1
"""Goes up when the world or the tables change, so that an older world is made anew."""

_KEPT_SETTINGS: Final = frozenset({"CAIRN_LEASE_SECONDS"})
_OLD_AFTER_DAYS: Final = 30


def folder_for(port: int) -> Path:
    """Return where the world for a port is kept: its address stands in every signature."""
    return Path("build/demo-site" if port == 8000 else f"build/demo-site-{port}")


def run_site(data: Path, *, port: int, is_reset: bool) -> None:
    """Make the world where it is not there, print who to sign in as, and serve until stopped."""
    check_port(port)
    prepare_folder(data, port=port, is_reset=is_reset)
    set_environment(os.environ, data=data, port=port)
    make_world(data, port=port)
    show_sign_ins(port=port)
    from cairn_cli.serve import serve

    serve(host=HOST, port=port, socket=None, processes=1, threads=4, upgrade=True, patience=2)


def check_port(port: int) -> None:
    """Return if nobody listens on ``port``; raises ``UsageError("demo.port_taken")``."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise UsageError(
                "demo.port_taken",
                f"Something else listens on port {port} already.",
                where=f"{HOST}:{port}",
                mend=f"Stop it, or choose another port: cairn demo --port {port + 1}",
            ) from None


def prepare_folder(data: Path, *, port: int, is_reset: bool) -> None:
    """Have a folder that holds a finished world for ``port``, or nothing yet.

    Only a folder that a demo has made is ever emptied. Raises ``UsageError``: ``demo.not_a_demo``,
    ``demo.other_port``.
    """
    if not data.exists() or not any(data.iterdir()):
        return
    marker = read_marker(data)
    if marker is None:
        raise UsageError(
            "demo.not_a_demo",
            "There is something in this folder that no demo has made.",
            where=str(data),
            mend="Name another one: cairn demo --data build/my-demo",
        )
    is_whole = marker.get("is_whole") is True and marker.get("version") == _VERSION
    if is_whole and not is_reset:
        if marker.get("port") != port:
            raise UsageError(
                "demo.other_port",
                f"This world was made for port {marker.get('port')}, which stands in what it has signed.",
                where=str(data),
                mend=f"Give --port {marker.get('port')}, or make it anew: cairn demo --port {port} --reset",
            )
        return
    if not is_reset:
        note("The world that is there is not whole, or of another version: it is made anew.")
    shutil.rmtree(data)


def set_environment(environ: MutableMapping[str, str], *, data: Path, port: int) -> None:
    """Set what the site reads when it starts, and take away what belongs to another installation."""
    for name in list(environ):
        if name == "DATABASE_URL" or (name.startswith("CAIRN_") and name not in _KEPT_SETTINGS):
            del environ[name]
    environ.update(
        CAIRN_MODE="demo",
        CAIRN_ORIGIN=f"http://localhost:{port}",
        CAIRN_DATA=str(data.absolute()),
        DJANGO_SETTINGS_MODULE="cairn_site.settings",
    )


def make_world(data: Path, *, port: int) -> None:
    """Make the world, unless it is there."""
    marker = read_marker(data)
    if marker is not None and marker.get("is_whole"):
        if (time.time() - float(marker.get("made_at", 0))) / 86_400 > _OLD_AFTER_DAYS:
            note("The dates of this world were fresh a month ago: cairn demo --reset makes them so again.")
        return
    from cairn_cli.site import prepare_site

    begun = time.monotonic()
    note(f"The world of the demo is made in {data}; this takes some seconds, once.")
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write_marker(data, port=port, is_whole=False)
    prepare_site()
    from cairn_cli.clock import now
    from cairn_cli.upgrade import bring_up_to_date
    from cairn_site.operating.demo.building import build

    bring_up_to_date()
    build(now=now(), tell=lambda title: note(f"  {title} ..."))
    _write_marker(data, port=port, is_whole=True)
    note(f"Made in {time.monotonic() - begun:.0f} s.")


def show_sign_ins(*, port: int) -> None:
    """Print where the site is and who to sign in as."""
    from cairn_cli.site import prepare_site

    prepare_site()
    from cairn_site.operating.demo.building import known_world
    from cairn_site.operating.demo.cast import PASSWORD, ROLES

    world = known_world()
    origin = f"http://localhost:{port}"
    say(f"\nCairn is at {origin}. Its first page has a button for each of these sign-ins:\n")
    wide = max(len(role.address) for role in ROLES)
    for role in ROLES:
        say(f"  {role.address:<{wide}}  {role.does}")
    say(f"\n  password: {PASSWORD}")
    if world is not None:
        say(f"  a claim link: {origin}/claim/{world.claim_code}")
        say(f"  a token for the API of Larkmoor University: {world.token}")
    say("")


def read_marker(data: Path) -> dict[str, Any] | None:
    """Return what a demo has noted in its folder, ``None`` where none has."""
    try:
        value = json.loads((data / MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return value if isinstance(value, dict) else None


def _write_marker(data: Path, *, port: int, is_whole: bool) -> None:
    value = {"version": _VERSION, "port": port, "is_whole": is_whole, "made_at": int(time.time())}
    (data / MARKER).write_text(json.dumps(value) + "\n", encoding="utf-8")
