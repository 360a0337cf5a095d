"""``cairn did``: controller documents, made and read.

``tests/cairn_cli/test_did.py`` proves it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cairn_cli.output import note, say, show_json
from cairn_cli.reporting import reported

app = typer.Typer(help="Show the DID document of an issuer, or resolve an identifier.", no_args_is_help=True)


@app.command()
@reported
def document(
    issuer: Annotated[Path, typer.Option(help="The issuer's folder.")] = Path("issuer"),
) -> None:
    """Print the DID document that has to be published for an issuer, and where."""
    from cairn_cli.issuer_folder import IssuerFolder

    folder = IssuerFolder(issuer)
    settings = folder.read()
    show_json(folder.did_document(settings))
    note(f"Publish it at {settings.origin}/organisations/{settings.slug}/did.json")


@app.command()
@reported
def resolve(
    identifier: Annotated[str, typer.Argument(help="A did:web, did:key or did:jwk, or an https address.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the document as JSON.")] = False,
    site: Annotated[Path | None, typer.Option(help="Answer the issuer's addresses from this folder.")] = None,
) -> None:
    """Resolve an identifier and show its keys."""
    from cairn.keys import format_multikey, resolve_controller
    from cairn_cli.outside import open_outside

    controller = resolve_controller(identifier, loader=open_outside(site=site))
    if as_json:
        show_json(controller.source)
        return
    say(controller.id)
    for method in controller.verification_methods:
        purposes = [
            purpose
            for purpose, members in (
                ("issues", controller.assertion_method),
                ("presents", controller.authentication),
            )
            if method.id in members
        ]
        say(f"  {format_multikey(method.public_key)}  {method.public_key.algorithm.value}")
        say(f"    {method.id}")
        say(f"    {' and '.join(purposes) or 'is listed for no purpose'}")
