"""``cairn keys``: make an issuer and its key; rotate, retire and give up keys; make a holder's key."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cairn.errors import DocumentError, UsageError
from cairn_cli.output import note, say, show_json
from cairn_cli.reporting import reported

if TYPE_CHECKING:
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject
    from cairn.keys import Algorithm, PublicKey, Signer, SoftwareSigner
    from cairn_cli.issuer_folder import IssuerFolder, IssuerSettings

app = typer.Typer(help="Make keys and issuers, and look after their keys.", no_args_is_help=True)
_Issuer = Annotated[Path, typer.Option(help="The issuer's folder.")]
_KeyType = Annotated[str, typer.Option("--type", help="Ed25519 or P-256.")]
_Plain = Annotated[
    bool, typer.Option("--no-passphrase", help="Store the key unencrypted: for trials and tests only.")
]


@app.command()
@reported
def new(
    name: Annotated[str, typer.Option(help="The issuer's name, as people know it.")],
    origin: Annotated[
        str, typer.Option(help="Where its documents are published, such as https://a.example.")
    ],
    slug: Annotated[str, typer.Option(help="Its short name in addresses, such as northside.")],
    issuer: _Issuer = Path("issuer"),
    url: Annotated[str, typer.Option(help="Its home page.")] = "",
    email: Annotated[str, typer.Option(help="Its address for questions about credentials.")] = "",
    key_type: _KeyType = "Ed25519",
    no_passphrase: _Plain = False,
) -> None:
    """Make an issuer: a folder with its settings, its key and its key history."""
    from cairn_cli.new_issuer import is_local

    profile: JsonObject = {"name": name.strip()}
    if url:
        profile["url"] = url
    if email:
        profile["email"] = email
    settings = make_issuer(
        issuer, origin=origin, slug=slug, profile=profile, key_type=key_type, plain=no_passphrase
    )
    say(settings.did)
    if is_local(origin):
        note("Only this machine can ask this origin, so nobody else can verify what it issues.")
    note(f"The issuer is in {issuer}. Keep that folder safe: whoever has the key can issue in its name.")


@app.command()
@reported
def holder(
    out: Annotated[Path, typer.Option("--out", "-o", help="The key file to write.")],
    key_type: _KeyType = "Ed25519",
    no_passphrase: _Plain = False,
) -> None:
    """Make a key for a holder, and print its did:key."""
    from cairn.keys import format_did_key

    if out.exists():
        raise UsageError("key_file.exists", "There is such a file already.", where=str(out))
    signer = _make_key(key_type)
    _write_key(out, _seal(signer, plain=no_passphrase))
    say(format_did_key(signer.public_key))


@app.command()
@reported
def show(
    issuer: _Issuer = Path("issuer"),
    as_json: Annotated[bool, typer.Option("--json", help="Print the key history as JSON.")] = False,
) -> None:
    """Show every key that an issuer ever used, and from when to when."""
    from cairn.canonical import timestamps
    from cairn.keys import format_key_history
    from cairn_cli.clock import now
    from cairn_cli.issuer_folder import IssuerFolder

    folder = IssuerFolder(issuer)
    settings = folder.read()
    history = folder.history()
    if as_json:
        show_json(format_key_history(history))
        return
    say(settings.did)
    for period in history.periods:
        until = "" if period.valid_until is None else timestamps.format(period.valid_until)
        say(f"  {period.method_id}")
        say(f"    {timestamps.format(period.valid_from)} to {until or 'now'}")
        say(f"    {history.state_at(period.method_id, now()).value}")


@app.command()
@reported
def rotate(
    issuer: _Issuer = Path("issuer"), key_type: _KeyType = "Ed25519", no_passphrase: _Plain = False
) -> None:
    """Make a new key, signed for by the old one, which is retired; old credentials stay valid.

    After a compromise there is no old one, and the new key begins on its own.
    """
    from cairn_cli.clock import now
    from cairn_cli.issuer_folder import IssuerFolder
    from cairn_cli.passphrases import ask_passphrase

    folder = IssuerFolder(issuer)
    folder.read()
    with folder.alone():
        settings, history = folder.read(), folder.history()
        current = history.current
        is_unfinished = current is not None and _is_unfinished(folder, settings, current.public_key)
        if current is not None and is_unfinished:
            # A rotation was stopped between history and settings: its key is the one in use, and is there.
            _use_key(folder, current.public_key)
    if current is not None and is_unfinished:
        say(current.method_id)
        note("An earlier change of keys was stopped half way; it is finished now.")
        _tell_copies(folder)
        return
    old = None if current is None else folder.open_signer(settings, passphrase=ask_passphrase)
    signer = _make_key(key_type)
    sealed = _seal(signer, plain=no_passphrase)
    method = method_of(settings, signer)
    # Nobody is asked from here on, so the folder is held for a moment only.
    with folder.alone():
        if folder.history() != history:
            raise UsageError(
                "issuer.keys_changed",
                "The keys were changed by somebody else in the meantime.",
                where=str(issuer),
                mend="Look at them: cairn keys show. Then decide again.",
            )
        moment = now()
        if old is None:
            history = history.begin_again(method_id=method, public_key=signer.public_key, valid_from=moment)
        else:
            history = history.rotate(old_signer=old, new_signer=signer, new_method_id=method, at=moment)
        _store_key(issuer, signer, sealed)
        folder.write_history(history)
        _use_key(folder, signer.public_key)
    say(method)
    _tell_copies(folder)
    if old is None:
        note(
            "If the old key was compromised, sign each batch's lists anew: cairn status publish --site FOLDER"
        )


@app.command()
@reported
def retire(issuer: _Issuer = Path("issuer")) -> None:
    """End the key in use without a new one: nothing more is issued, and old credentials stay valid."""
    from cairn_cli.clock import now
    from cairn_cli.issuer_folder import IssuerFolder

    folder = IssuerFolder(issuer)
    folder.read()
    with folder.alone():
        history = folder.history()
        if history.current is None:
            raise UsageError("issuer.key_not_in_use", "No key of the issuer is in use.", where=str(issuer))
        method = history.current.method_id
        folder.write_history(history.retire(method, at=now()))
    say(method)
    _tell_copies(folder)


@app.command()
@reported
def compromised(
    method: Annotated[str, typer.Argument(help="The verification method that others may use.")],
    issuer: _Issuer = Path("issuer"),
    reason: Annotated[str, typer.Option(help="What happened, for the public record.")] = "",
    at: Annotated[str, typer.Option(help="Since when, such as 2026-01-31T12:00:00Z; now if left out.")] = "",
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do it without asking.")] = False,
) -> None:
    """Mark a key as compromised for good: from now on nothing that it signed is believed."""
    from cairn_cli.asking import check_agreed
    from cairn_cli.clock import now
    from cairn_cli.issuer_folder import IssuerFolder

    folder = IssuerFolder(issuer)
    folder.read()
    moment = _read_moment(at)
    # It is tried first: what cannot be done need not be agreed to.
    folder.history().mark_compromised(method, at=moment or now(), reason=reason)
    check_agreed(f"Let nobody believe anything that {method} has signed, for good?", yes=yes)
    with folder.alone():
        history = folder.history().mark_compromised(method, at=moment or now(), reason=reason)
        folder.write_history(history)
    _tell_copies(folder)
    if history.current is None:
        note("No key is in use now. Make the next one: cairn keys rotate")
    note("Then sign every status list anew, and award again what the key has signed:")
    note("  cairn status publish --site FOLDER, for each batch")


def make_issuer(
    path: Path, *, origin: str, slug: str, profile: JsonObject, key_type: str = "Ed25519", plain: bool = False
) -> IssuerSettings:
    """Make the folder of an issuer with a new key; ``plain`` stores the key unencrypted.

    Raises ``UsageError``: ``issuer.exists``, ``issuer.origin``, ``issuer.slug``, ``issuer.name``,
    ``issuer.url``, ``issuer.email``, ``issuer.profile`` and ``keys.type``.
    """
    from cairn.credentials.validation import validate
    from cairn.keys import KeyHistory
    from cairn_cli.clock import now
    from cairn_cli.issuer_folder import IssuerFolder, IssuerSettings
    from cairn_cli.new_issuer import check_address, check_profile

    check_address(origin=origin, slug=slug)
    check_profile(profile)
    _check_vacant(path)
    signer = _make_key(key_type)
    settings = IssuerSettings(
        origin=origin,
        slug=slug,
        profile=profile,
        key_uri=f"file:{_key_name(signer.public_key)}",
        cryptosuite=suite_for(signer.public_key.algorithm),
        next_status_list=1,
    )
    for problem in validate(settings.issuer, expected="Profile"):
        raise UsageError("issuer.profile", problem.message, where=problem.where, mend=problem.mend)
    sealed = _seal(signer, plain=plain)
    path.mkdir(parents=True, exist_ok=True)
    folder = IssuerFolder(path)
    with folder.alone():
        _check_vacant(path)
        _store_key(path, signer, sealed)
        folder.write_history(
            KeyHistory.begin(
                settings.did,
                method_id=method_of(settings, signer),
                public_key=signer.public_key,
                valid_from=now(),
            )
        )
        # The settings come last: where they are, the issuer is complete.
        folder.write(settings)
    return settings


def suite_for(algorithm: Algorithm) -> str:
    """Return the cryptosuite that is used with keys of an algorithm."""
    from cairn.keys import Algorithm

    return "eddsa-rdfc-2022" if algorithm is Algorithm.ED25519 else "ecdsa-rdfc-2019"


def method_of(settings: IssuerSettings, signer: Signer) -> str:
    """Return the verification method of a key of this issuer."""
    from cairn.keys import format_multikey

    return f"{settings.did}#{format_multikey(signer.public_key)}"


def _make_key(key_type: str) -> SoftwareSigner:
    import secrets

    from cairn.keys import Algorithm, SoftwareSigner

    known = {algorithm.value.lower(): algorithm for algorithm in (Algorithm.ED25519, Algorithm.P256)}
    if key_type.lower() not in known:
        raise UsageError("keys.type", f"{key_type!r} is not a type of key.", mend="Use Ed25519 or P-256.")
    return SoftwareSigner.generate(known[key_type.lower()], rng=secrets.token_bytes)


def _check_vacant(path: Path) -> None:
    from cairn_cli.issuer_folder import KEY_HISTORY, SETTINGS

    if (path / SETTINGS).exists():
        raise UsageError("issuer.exists", "There is an issuer in this folder already.", where=str(path))
    if (path / KEY_HISTORY).exists():
        raise UsageError(
            "issuer.incomplete",
            "The folder has a key history without settings: a command was stopped, or the settings are lost.",
            where=str(path),
            mend=f"Restore {SETTINGS} from a backup, or make the issuer in another folder.",
        )


def _store_key(issuer: Path, signer: SoftwareSigner, sealed: JsonObject) -> None:
    _write_key(issuer / _key_name(signer.public_key), sealed)


def _key_name(public_key: PublicKey) -> str:
    from cairn.keys import format_multikey

    return f"key-{format_multikey(public_key)[-12:]}.json"


def _is_unfinished(folder: IssuerFolder, settings: IssuerSettings, in_use: PublicKey) -> bool:
    name = _key_name(in_use)
    return settings.key_uri != f"file:{name}" and (folder.path / name).is_file()


def _seal(signer: SoftwareSigner, *, plain: bool) -> JsonObject:
    """Return the key file of a new key, whose passphrase is asked for."""
    import secrets

    from cairn.keys import format_key_file, format_plain_key_file
    from cairn_cli.passphrases import choose_passphrase

    if plain:
        note("The key is stored unencrypted. Do not use it for credentials that matter.")
        return format_plain_key_file(signer)
    return format_key_file(signer, passphrase=choose_passphrase(), rng=secrets.token_bytes)


def _write_key(path: Path, sealed: JsonObject) -> None:
    from cairn.canonical import strict_json
    from cairn_cli.durable import write_durably

    write_durably(path, strict_json.format(sealed) + b"\n", mode=0o600)


def _use_key(folder: IssuerFolder, public_key: PublicKey) -> None:
    folder.use_key(f"file:{_key_name(public_key)}", cryptosuite=suite_for(public_key.algorithm))


def _tell_copies(folder: IssuerFolder) -> None:
    """Bring the published documents up to date, as far as they are at hand, and say what is left to do."""
    from cairn_cli.key_documents import refresh_copies

    copies = refresh_copies(folder)
    for copy in copies:
        if copy.failure:
            note(f"Not brought up to date: {copy.tree}: {copy.failure}")
    fresh = [copy.tree for copy in copies if not copy.failure]
    if fresh:
        more = f" and {len(fresh) - 1:,} more" if len(fresh) > 1 else ""
        note(f"The DID document and the key history are up to date in {fresh[0]}{more}.")
    note("Publish them at once: cairn did publish --out FOLDER writes them anywhere.")


def _read_moment(text: str) -> datetime | None:
    from cairn.canonical import timestamps
    from cairn_cli.clock import now

    if not text:
        return None
    try:
        moment = timestamps.parse(text)
    except DocumentError as error:
        raise UsageError("keys.moment", error.message, where="--at", mend=error.mend) from None
    if moment > now():
        raise UsageError("keys.moment", "The moment has not come yet.", where="--at")
    return moment
