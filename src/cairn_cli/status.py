"""``cairn status``: revoke, suspend and reinstate credentials of a batch, and publish its status lists."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cairn.errors import UsageError
from cairn_cli.output import note, say, show_json
from cairn_cli.reporting import reported

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject
    from cairn_cli.revocations import Action, Change
    from cairn_net.packs import PackedCredential

app = typer.Typer(
    help="Revoke, suspend and reinstate credentials, and publish status lists.", no_args_is_help=True
)

_Credentials = Annotated[list[str], typer.Argument(help="The ids of the credentials, or their UUIDs.")]
_Site = Annotated[Path, typer.Option(help="The folder that cairn issue wrote.")]
_Issuer = Annotated[Path, typer.Option(help="The issuer's folder.")]
_Reason = Annotated[str, typer.Option(help="Why, for your own record; it is not published.")]
_Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do it without asking.")]
_Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


@app.command()
@reported
def revoke(
    credentials: _Credentials,
    site: _Site,
    issuer: _Issuer = Path("issuer"),
    reason: _Reason = "",
    yes: _Yes = False,
    as_json: _Json = False,
) -> None:
    """Revoke credentials for good."""
    from cairn_cli.revocations import Action

    _change(Action.REVOKE, credentials, site=site, issuer=issuer, reason=reason, yes=yes, as_json=as_json)


@app.command()
@reported
def suspend(
    credentials: _Credentials,
    site: _Site,
    issuer: _Issuer = Path("issuer"),
    reason: _Reason = "",
    as_json: _Json = False,
) -> None:
    """Suspend credentials, until they are reinstated."""
    from cairn_cli.revocations import Action

    _change(Action.SUSPEND, credentials, site=site, issuer=issuer, reason=reason, yes=True, as_json=as_json)


@app.command()
@reported
def reinstate(
    credentials: _Credentials,
    site: _Site,
    issuer: _Issuer = Path("issuer"),
    reason: _Reason = "",
    as_json: _Json = False,
) -> None:
    """Take a suspension back."""
    from cairn_cli.revocations import Action

    _change(Action.REINSTATE, credentials, site=site, issuer=issuer, reason=reason, yes=True, as_json=as_json)


@app.command()
@reported
def publish(site: _Site, issuer: _Issuer = Path("issuer"), as_json: _Json = False) -> None:
    """Sign all status lists again, as after a change of key, a crash or the loss of a list."""
    from cairn_cli.clock import now
    from cairn_cli.durable import only_one
    from cairn_cli.revocations import Revocations

    work = _Work(site, issuer)
    with only_one(site):
        changes = Revocations(site).read()
        addresses = dict.fromkeys([*work.own_lists(), *(change.list_url for change in changes)])
        published = work.publish(changes, list(addresses), secure=work.open_key(now()), now=now())
    if as_json:
        show_json({"published": list(published)})
        return
    for address in published:
        say(address)


@app.command()
@reported
def show(
    site: _Site,
    credentials: Annotated[
        list[str] | None, typer.Argument(help="Ids or UUIDs; all that changed if left out.")
    ] = None,
    as_json: _Json = False,
) -> None:
    """Show what was revoked and suspended in a batch, and why."""
    from cairn.canonical import timestamps
    from cairn_cli.journal import Journal
    from cairn_cli.revocations import Revocations, State, count_states, states
    from cairn_net.packs import find_packed

    journal = Journal(site)
    journal.read()
    changes = Revocations(site).read()
    known = states(changes)
    asked = list(known)
    if credentials:
        found = find_packed(journal.packs, credentials)
        asked = [_found(found, own_id).id for own_id in credentials]
    rows: list[dict[str, object]] = []
    for own_id in asked:
        last = next((change for change in reversed(changes) if change.credential == own_id), None)
        rows.append(
            {
                "credential": own_id,
                "state": known.get(own_id, State.IN_FORCE).value,
                "since": None if last is None else timestamps.format(last.at),
                "reason": "" if last is None else last.reason,
            }
        )
    if as_json:
        show_json({"counts": count_states(changes), "credentials": rows})
        return
    for row in rows:
        since = f" since {row['since']}" if row["since"] else ""
        reason = f": {row['reason']}" if row["reason"] else ""
        say(f"{row['credential']}  {row['state']}{since}{reason}")
    if not rows:
        note("Nothing was revoked or suspended.")


class _Work:
    """A batch folder and the issuer whose it is."""

    def __init__(self, site: Path, issuer: Path) -> None:
        from cairn_cli.issuer_folder import IssuerFolder
        from cairn_cli.journal import Journal

        self.journal = Journal(site)
        self.batch = self.journal.read()
        self.folder = IssuerFolder(issuer)
        self.settings = self.folder.read()
        if (self.settings.origin, self.settings.slug) != (self.batch.origin, self.batch.slug):
            raise UsageError(
                "status.other_issuer",
                f"The batch was issued by {self.batch.slug} at {self.batch.origin}, which is another issuer.",
                where=str(issuer),
            )

    def own_lists(self) -> list[str]:
        """Return the addresses of the lists that the batch began with."""
        from cairn_cli.batch_run import numbers_of, purposes_of

        return [
            self.settings.status_list_address(number, purpose=purpose)
            for purpose in purposes_of(self.batch)
            for number in numbers_of(self.batch)
        ]

    def open_key(self, moment: datetime) -> Callable[[JsonObject], JsonObject]:
        """Return what signs a document with the issuer's present key."""
        from cairn.issuer import Issuer
        from cairn_cli.keys import method_of
        from cairn_cli.passphrases import ask_passphrase

        signer = self.folder.open_signer(self.settings, passphrase=ask_passphrase)
        issuer = Issuer(
            self.settings.issuer,
            signer=signer,
            verification_method=method_of(self.settings, signer),
            cryptosuite=self.settings.cryptosuite,
        )
        return lambda document: issuer.secure(document, now=moment)

    def publish(
        self,
        changes: tuple[Change, ...],
        addresses: list[str],
        *,
        secure: Callable[[JsonObject], JsonObject],
        now: datetime,
    ) -> list[str]:
        """Publish the issuer's keys first, so that nobody meets a list whose key is not known yet."""
        from cairn_cli import revocations
        from cairn_cli.key_documents import publish_keys

        publish_keys(self.folder, self.journal.public)
        return revocations.publish(
            self.journal,
            changes,
            addresses=addresses,
            origin=self.batch.origin,
            issuer=self.settings.did,
            secure=secure,
            now=now,
        )


def _change(
    action: Action, credentials: list[str], *, site: Path, issuer: Path, reason: str, yes: bool, as_json: bool
) -> None:
    from cairn_cli import revocations
    from cairn_cli.asking import check_agreed
    from cairn_cli.clock import now
    from cairn_cli.durable import only_one

    work = _Work(site, issuer)
    record = revocations.Revocations(site)
    with only_one(site):
        before = record.read()
        added = _plan(action, credentials, work=work, before=before, reason=reason, moment=now())
        changes = (*before, *added)
        if added:
            whom = "1 credential" if len(added) == 1 else f"{len(added):,} credentials"
            check_agreed(f"Revoke {whom} for good?", yes=yes)
        # The record comes last of all that can be refused: what is written down has to be done.
        addresses = revocations.behind(work.journal, changes, origin=work.batch.origin)
        secure = work.open_key(now())
        if added:
            record.append(added)
        published = work.publish(changes, addresses, secure=secure, now=now())
    if as_json:
        show_json({"changed": [change.credential for change in added], "published": published})
        return
    for change in added:
        say(change.credential)
    others = "" if len(added) == len(credentials) else "; the others were so already"
    note(f"{action.value.capitalize()}: {len(added):,} of {len(credentials):,}{others}.")
    for address in published:
        note(f"Publish {address}")


def _plan(
    action: Action,
    credentials: list[str],
    *,
    work: _Work,
    before: tuple[Change, ...],
    reason: str,
    moment: datetime,
) -> list[Change]:
    """Return the changes that have to be made; raises ``UsageError`` before any is, if one cannot be."""
    from cairn.canonical import strict_json
    from cairn.status import parse_entries
    from cairn_cli.revocations import Change, State, state_after, states
    from cairn_net.packs import find_packed

    found = find_packed(work.journal.packs, credentials)
    known = states(before)
    planned: dict[str, Change] = {}
    for asked in credentials:
        packed = _found(found, asked)
        state = known.get(packed.id, State.IN_FORCE)
        if state_after(state, action, credential=packed.id) is state:
            continue
        entries = parse_entries(strict_json.parse_object(packed.read()))
        entry = next((entry for entry in entries if entry.purpose == action.purpose), None)
        if entry is None or not entry.list_url.startswith(f"{work.batch.origin}/status/{work.batch.slug}/"):
            raise UsageError(
                "status.no_entry",
                f"It was issued without a status for {action.purpose}.",
                where=packed.id,
                mend="Revoke it, and award it again where need be. What is issued with --suspendable "
                "can be suspended.",
            )
        planned[packed.id] = Change(
            at=moment,
            action=action,
            credential=packed.id,
            list_url=entry.list_url,
            index=entry.index,
            reason=reason,
        )
    return list(planned.values())


def _found(found: dict[str, PackedCredential], asked: str) -> PackedCredential:
    packed = found.get(asked)
    if packed is None:
        raise UsageError(
            "status.unknown_credential", "There is no such credential in the batch.", where=asked
        )
    return packed
