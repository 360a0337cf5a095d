"""``cairn doctor``: whether the installation is well, and what to do where it is not.

``tests/cairn_cli/test_doctor.py`` proves it.
"""

from __future__ import annotations

from typing import Annotated

import typer

from cairn_cli.exit_codes import ExitCode
from cairn_cli.output import say, show_json
from cairn_cli.reporting import reported


@reported
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Look at settings, database, keys, disk, worker, clock, origin and mail of the site."""
    from cairn_cli.site import prepare_site

    prepare_site()
    from cairn_cli.upgrade import missing_changes
    from cairn_site.operating.examining import examine

    found = examine(missing_changes=missing_changes)
    is_well = all(part.is_well for part in found if part.is_urgent)
    if as_json:
        parts = [
            {"name": part.name, "well": part.is_well, "detail": part.detail, "mend": part.mend}
            for part in found
        ]
        show_json({"well": is_well, "parts": list(parts)})
    else:
        for part in found:
            sign = "well" if part.is_well else "BAD" if part.is_urgent else "look"
            say(f"{sign:<5} {part.name:<14} {part.detail}".rstrip())
            if part.mend and not part.is_well:
                say(f"      {'':<14} {part.mend}")
        say("The installation is well." if is_well else "The installation is not well.")
    if not is_well:
        raise typer.Exit(ExitCode.REFUSED)
