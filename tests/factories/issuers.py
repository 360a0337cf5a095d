"""Issuers and batches in folders, as the command makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cairn.canonical import strict_json
from cairn_cli.keys import make_issuer
from factories.documents import achievement
from factories.learners import ORIGIN, table_of

if TYPE_CHECKING:
    from pathlib import Path


def issuer_folder(root: Path, *, key_type: str = "Ed25519") -> Path:
    """Make an issuer with an unencrypted key, and an achievement and a table beside it; return its folder."""
    make_issuer(
        root / "issuer",
        origin=ORIGIN,
        slug="northside",
        profile={"name": "Northside College", "url": "https://northside.example.edu"},
        key_type=key_type,
        plain=True,
    )
    (root / "achievement.json").write_bytes(strict_json.format(achievement()))
    (root / "learners.csv").write_bytes(table_of(40))
    return root / "issuer"
