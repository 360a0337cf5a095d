"""The two documents by which everybody knows an issuer's keys, written into the trees that are published.

Every batch folder has a copy of the DID document and of the key history, and whichever copy reaches the web
server last is the one that counts. So an issuer remembers where its copies are, every change of its keys
brings all of them up to date, and a copy that knows more than the issuer is never written over.
``tests/cairn_cli/test_key_documents.py`` proves it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cairn.canonical import strict_json
from cairn.errors import CairnError, UsageError
from cairn.keys import parse_key_history
from cairn_cli.durable import naming, write_durably
from cairn_cli.issuer_folder import KEY_HISTORY

if TYPE_CHECKING:
    from cairn.keys import KeyHistory
    from cairn_cli.issuer_folder import IssuerFolder

TREES: Final = "published-trees.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A tree that has a copy; ``failure`` says why it could not be brought up to date, if it could not.

    A tree that ``is_there`` no more was moved or deleted, which is the issuer's own business.
    """

    tree: Path
    failure: str = ""
    is_there: bool = True


def publish_keys(folder: IssuerFolder, tree: Path) -> None:
    """Write the DID document and the key history below ``tree``, where their addresses say.

    Raises ``UsageError``: ``issuer.history_behind`` and ``issuer.history_differs`` where the copy that is
    there is not an earlier one.
    """
    with folder.alone():
        _check_earlier(_place(folder, tree) / KEY_HISTORY, folder.history())
        tree.mkdir(parents=True, exist_ok=True)
        # Remembered before it is written: a copy that nobody remembers would stay behind for ever.
        _remember(folder, tree)
        _write(folder, tree)


def refresh_copies(folder: IssuerFolder) -> list[Copy]:
    """Bring every copy that is known up to date; one that cannot be does not stop the others."""
    copies: list[Copy] = []
    with folder.alone():
        for tree in _trees(folder):
            if not tree.is_dir():
                copies.append(Copy(tree=tree, failure="The folder is not there any more.", is_there=False))
                continue
            try:
                _write(folder, tree)
            except CairnError as error:
                copies.append(Copy(tree=tree, failure=f"{error.message} ({error.code})"))
            except OSError as error:
                copies.append(Copy(tree=tree, failure=error.strerror or "It cannot be written."))
            else:
                copies.append(Copy(tree=tree))
    return copies


def _place(folder: IssuerFolder, tree: Path) -> Path:
    return tree / "organisations" / folder.read().slug


def _write(folder: IssuerFolder, tree: Path) -> None:
    place = _place(folder, tree)
    _check_earlier(place / KEY_HISTORY, folder.history())
    place.mkdir(parents=True, exist_ok=True)
    write_durably(place / KEY_HISTORY, (folder.path / KEY_HISTORY).read_bytes())
    write_durably(place / "did.json", strict_json.format(folder.did_document(folder.read())) + b"\n")


def _check_earlier(path: Path, history: KeyHistory) -> None:
    """Raise ``UsageError`` unless the published history is one that ``history`` has grown from."""
    try:
        published = parse_key_history(strict_json.parse_object(path.read_bytes()))
    except FileNotFoundError:
        return
    except CairnError as error:
        raise UsageError(
            "issuer.history_differs",
            f"What stands in the place of the key history is none: {error.message}",
            where=str(path),
            mend="Find out what it is, and move it away.",
        ) from error
    shared = min(len(published.events), len(history.events))
    if published.controller != history.controller or published.events[:shared] != history.events[:shared]:
        raise UsageError(
            "issuer.history_differs",
            "Another key history stands there, and both cannot be right.",
            where=str(path),
            mend="Publish into another folder, or find out which of them is the issuer's.",
        )
    if len(published.events) > shared:
        raise UsageError(
            "issuer.history_behind",
            "The key history that stands there knows more than the issuer's folder does.",
            where=str(path),
            mend="Restore the newest backup of the issuer's folder.",
        )


def _remember(folder: IssuerFolder, tree: Path) -> None:
    tree = tree.resolve()
    name = os.fsencode(tree)
    if tree in _trees(folder) or b"\n" in name:
        return
    path = folder.path / TREES
    # A line that a crash has torn ends before the next one begins, and names nothing that exists.
    with naming(path), path.open("ab") as file:
        file.write(b"\n" + name + b"\n")
        file.flush()
        os.fsync(file.fileno())


def _trees(folder: IssuerFolder) -> list[Path]:
    try:
        data = (folder.path / TREES).read_bytes()
    except FileNotFoundError:
        return []
    return [Path(os.fsdecode(line)) for line in dict.fromkeys(data.split(b"\n")) if line]
