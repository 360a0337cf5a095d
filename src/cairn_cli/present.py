"""``cairn present``: credentials shown by their holder to one verifier.

``tests/cairn_cli/test_present.py`` proves it.
"""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - the options are made from the annotations
from typing import Annotated

import typer

from cairn.errors import UsageError
from cairn_cli.output import note
from cairn_cli.reporting import reported


@reported
def present(
    credentials: Annotated[list[str], typer.Argument(help="The credentials: JSON, JWT, PNG or SVG.")],
    key: Annotated[str, typer.Option(help="The holder's key, such as file:holder.key or env:HOLDER_KEY.")],
    challenge: Annotated[str, typer.Option(help="The challenge that the verifier gave.")],
    domain: Annotated[str, typer.Option(help="The domain of the verifier.")],
    holder: Annotated[str, typer.Option(help="The holder's id; did:key of the key if left out.")] = "",
    method: Annotated[
        str, typer.Option(help="The verification method of the key, for another holder id.")
    ] = "",
    out: Annotated[Path | None, typer.Option("--out", "-o", help="The file to write.")] = None,
) -> None:
    """Sign a presentation of credentials, for one challenge and domain."""
    import os

    from cairn.canonical import strict_json
    from cairn.credentials import contexts
    from cairn.holder import present as sign_presentation
    from cairn.keys import did_key_method_id, format_did_key, open_signer
    from cairn.proofs.data_integrity import DataIntegrity
    from cairn.verifier import Kind
    from cairn.verifier.presented import read_presented
    from cairn_cli.clock import now
    from cairn_cli.durable import write_durably
    from cairn_cli.keys import suite_for
    from cairn_cli.outside import open_outside
    from cairn_cli.passphrases import ask_passphrase
    from cairn_cli.sources import read_one

    loader = open_outside()
    texts = []
    for source in credentials:
        presented = read_presented(read_one(source, loader=loader))
        if presented.kind is not Kind.CREDENTIAL:
            raise UsageError(
                "present.no_credential", "Only credentials can be presented, and this is none.", where=source
            )
        texts.append(presented.text)
    signer = open_signer(key, passphrase=ask_passphrase, environ=os.environ)
    did = format_did_key(signer.public_key)
    document = sign_presentation(
        texts,
        holder_id=holder or did,
        challenge=challenge,
        domain=domain,
        signer=signer,
        verification_method=method or did_key_method_id(signer.public_key),
        cryptosuite=suite_for(signer.public_key.algorithm),
        created=now(),
        integrity=DataIntegrity(contexts.load),
    )
    data = strict_json.format(document) + b"\n"
    if out is None:
        typer.echo(data.decode(), nl=False)
    else:
        write_durably(out, data)
        note(f"Written: {out}")
