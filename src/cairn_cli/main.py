"""The command ``cairn``: one module for each sub-command.

Modules are imported light: what a sub-command needs of the library it imports when it runs, so that
``cairn verify`` starts fast. ``tests/cairn_cli/test_main.py`` proves it.
"""

from __future__ import annotations

from typing import Annotated, Final

import typer

from cairn import __version__
from cairn_cli import (
    backup,
    bake,
    demo,
    did,
    doctor,
    inspect,
    issue,
    keys,
    lint,
    operator,
    present,
    restore,
    serve,
    status,
    unbake,
    upgrade,
    verify,
    worker,
)

app = typer.Typer(
    name="cairn",
    help="Issue, hold and verify Open Badges 3.0 and W3C Verifiable Credentials.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(keys.app, name="keys")
app.command(name="issue")(issue.issue)
app.command(name="verify")(verify.verify)
app.command(name="inspect")(inspect.inspect)
app.command(name="lint")(lint.lint)
app.command(name="bake")(bake.bake)
app.command(name="unbake")(unbake.unbake)
app.add_typer(status.app, name="status")
app.add_typer(did.app, name="did")
app.command(name="present")(present.present)
app.command(name="demo")(demo.demo)
_SITE: Final = "The site"
app.command(name="serve", rich_help_panel=_SITE)(serve.serve)
app.command(name="worker", rich_help_panel=_SITE)(worker.worker)
app.command(name="upgrade", rich_help_panel=_SITE)(upgrade.upgrade)
app.command(name="operator", rich_help_panel=_SITE)(operator.operator)
app.command(name="doctor", rich_help_panel=_SITE)(doctor.doctor)
app.command(name="backup", rich_help_panel=_SITE)(backup.backup)
app.command(name="restore", rich_help_panel=_SITE)(restore.restore)


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and end.")] = False,
) -> None:
    if version:
        typer.echo(f"cairn {__version__}")
        raise typer.Exit


def run() -> None:
    """Run the command; the entry point that the distribution installs."""
    app()
