"""``cairn did``: controller documents, made and read.

``tests/cairn_cli/test_did.py`` proves it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cairn.errors import UnavailableError, UsageError
from cairn_cli.output import note, say, show_json
from cairn_cli.reporting import reported

app = typer.Typer(
    help="Show and publish the DID document of an issuer, or resolve an identifier.", no_args_is_help=True
)


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
def publish(
    issuer: Annotated[Path, typer.Option(help="The issuer's folder.")] = Path("issuer"),
    out: Annotated[
        list[Path] | None,
        typer.Option("--out", "-o", help="The root of what is published; may be given again."),
    ] = None,
) -> None:
    """Write the DID document and the key history where they are published from; no key is needed.

    The issuer remembers the folders. Without --out every copy that is known is brought up to date. A copy
    that knows more than the issuer's folder is never written over.
    """
    from cairn_cli.issuer_folder import IssuerFolder
    from cairn_cli.key_documents import publish_keys, refresh_copies

    folder = IssuerFolder(issuer)
    settings = folder.read()
    for tree in out or []:
        publish_keys(folder, tree)
        say(str(tree / "organisations" / settings.slug))
    if out:
        return
    copies = refresh_copies(folder)
    if not copies:
        raise UsageError("did.no_copy", "No copy is known yet.", where=str(issuer), mend="Name one by --out.")
    for copy in copies:
        if copy.failure:
            note(f"Not brought up to date: {copy.tree}: {copy.failure}")
        else:
            say(str(copy.tree / "organisations" / settings.slug))
    failed = sum(bool(copy.failure) for copy in copies if copy.is_there)
    if failed:
        raise UnavailableError(
            "did.copies_behind",
            f"{failed} of {len(copies)} copies could not be brought up to date.",
            mend="Do not publish these folders as they are; see what is said of each above.",
        )


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
