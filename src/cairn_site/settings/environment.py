"""What the environment says, read strictly: a wrong value ends the start with what to write instead.

The variables are listed in ``docs/reference/settings.md``. ``tests/cairn_site/settings/test_environment.py``
proves it.
"""

from __future__ import annotations

import os
import re
import secrets
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from cairn.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_ORIGIN: Final = re.compile(
    r"https://[a-z0-9.-]+(?::[0-9]{1,5})?|http://(?:localhost|127\.0\.0\.1)(?::[0-9]{1,5})?"
)
_TRUTHS: Final = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False, "": False}
# SQLite before this can lose pages of a database in WAL mode.
_WAL_IS_SAFE_FROM: Final = (3, 51, 3)
_SQLITE_OPTIONS: Final = frozenset({"journal"})
_POSTGRES_OPTIONS: Final = frozenset({"sslmode", "sslrootcert", "connect_timeout", "application_name"})


class Mode(StrEnum):
    """What the site is for: strangers (``production``), a tour on this machine (``demo``), or its makers."""

    PRODUCTION = "production"
    DEMO = "demo"
    DEVELOPMENT = "development"


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """The settings of one installation."""

    mode: Mode
    origin: str
    data: Path
    database: Mapping[str, Any]
    secret_key: str
    mail: Mapping[str, Any]
    mail_from: str
    files: Mapping[str, Any]
    worker_in_web: bool
    trust_proxy: bool
    lease_seconds: int
    metrics_token: str
    oidc: tuple[Mapping[str, str], ...]

    @property
    def host(self) -> str:
        """The host of the origin, without its port."""
        return urlsplit(self.origin).hostname or ""

    @property
    def is_secure(self) -> bool:
        """Whether the origin is served over TLS."""
        return self.origin.startswith("https://")


def read_environment(environ: Mapping[str, str]) -> Environment:
    """Return the settings that ``environ`` describes; makes the data folder and the secret key at first use.

    Raises ``UsageError`` with a ``settings.`` code that names the variable.
    """
    mode = _read_mode(environ.get("CAIRN_MODE", "development"))
    origin = environ.get("CAIRN_ORIGIN", "http://localhost:8000")
    if _ORIGIN.fullmatch(origin) is None:
        raise UsageError(
            "settings.origin",
            f"{origin!r} is not an origin.",
            where="CAIRN_ORIGIN",
            mend="Write it like https://credentials.example.edu, without a path or a slash at the end.",
        )
    if mode is Mode.PRODUCTION and not origin.startswith("https://"):
        raise UsageError(
            "settings.origin", "In production the origin begins with https://.", where="CAIRN_ORIGIN"
        )
    data = Path(environ.get("CAIRN_DATA", "cairn-data")).absolute()
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Environment(
        mode=mode,
        origin=origin,
        data=data,
        database=read_database(environ.get("DATABASE_URL", ""), data=data),
        secret_key=environ.get("CAIRN_SECRET_KEY") or read_or_make_secret(data / "secret-key"),
        mail=read_mail(environ.get("CAIRN_MAIL_URL", "")),
        mail_from=environ.get("CAIRN_MAIL_FROM", f"no-reply@{urlsplit(origin).hostname}"),
        files=read_files(environ.get("CAIRN_FILES_URL", "")),
        worker_in_web=_read_truth(environ, "CAIRN_WORKER_IN_WEB", default=True),
        trust_proxy=_read_truth(environ, "CAIRN_TRUST_PROXY", default=False),
        lease_seconds=_read_number(environ, "CAIRN_LEASE_SECONDS", default=30, at_least=1),
        metrics_token=_read_metrics_token(environ),
        oidc=_read_oidc(environ),
    )


def read_database(url: str, *, data: Path) -> dict[str, Any]:
    """Return Django's description of the database at ``url``; without one, SQLite in the data folder."""
    if not url:
        return _sqlite(str(data / "cairn.sqlite3"), journal="truncate")
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    if parts.scheme == "sqlite":
        _refuse_unknown(options.keys() - _SQLITE_OPTIONS)
        name = unquote(parts.path.removeprefix("/"))
        return _sqlite(name, journal=options.get("journal", "truncate"))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise UsageError(
            "settings.database",
            "The address of the database is neither sqlite: nor postgresql:.",
            where="DATABASE_URL",
            mend="Write postgresql://user:password@host:5432/name, or leave it out for SQLite.",
        )
    _refuse_unknown(options.keys() - _POSTGRES_OPTIONS - {"host"})
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def _sqlite(name: str, *, journal: str) -> dict[str, Any]:
    if journal not in {"truncate", "wal"}:
        raise UsageError(
            "settings.database",
            f"{journal!r} is no journal.",
            where="DATABASE_URL",
            mend="Write truncate or wal.",
        )
    if journal == "wal" and sqlite3.sqlite_version_info < _WAL_IS_SAFE_FROM:
        raise UsageError(
            "settings.wal",
            f"SQLite {sqlite3.sqlite_version} may damage a database in WAL mode.",
            where="DATABASE_URL",
            mend="Leave out journal=wal, or use SQLite 3.51.3 or later.",
        )
    commands = f"PRAGMA journal_mode={journal.upper()}; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "CONN_MAX_AGE": 600,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": commands},
    }


def _refuse_unknown(options: Iterable[str]) -> None:
    for option in sorted(options):
        raise UsageError("settings.database", f"The option {option!r} is not known.", where="DATABASE_URL")


def read_files(url: str) -> dict[str, Any]:
    """Return Django's description of where uploaded files are kept; without an address, in the data folder.

    An object store is ``s3://key:secret@bucket?endpoint=https://...&region=...``.
    """
    if not url:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    if parts.scheme != "s3" or not parts.hostname or options.keys() - {"endpoint", "region"}:
        raise UsageError(
            "settings.files",
            "The address of the file store is not as it should be.",
            where="CAIRN_FILES_URL",
            mend="Write s3://key:secret@bucket?endpoint=https://store.example.edu&region=eu-1.",
        )
    chosen = {
        "bucket_name": parts.hostname,
        "access_key": unquote(parts.username or ""),
        "secret_key": unquote(parts.password or ""),
        "endpoint_url": options.get("endpoint", ""),
        "region_name": options.get("region", ""),
    }
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {name: value for name, value in chosen.items() if value}
        | {"default_acl": None, "querystring_auth": True, "file_overwrite": False},
    }


def read_mail(url: str) -> dict[str, Any]:
    """Return Django's mail settings; without an address mail stays in the outbox page."""
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend", "CAIRN_MAIL_LEAVES": False}
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise UsageError(
            "settings.mail",
            "The address of the mail server is not smtp: or smtps:.",
            where="CAIRN_MAIL_URL",
            mend="Write smtp://user:password@mail.example.edu:587.",
        )
    is_tls = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if is_tls else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": is_tls,
        "EMAIL_USE_TLS": not is_tls and parts.hostname not in {"localhost", "127.0.0.1"},
        "EMAIL_TIMEOUT": 20,
        "CAIRN_MAIL_LEAVES": True,
    }


def read_or_make_secret(path: Path) -> str:
    """Return the secret in a file of mode 600, which is made if it is missing."""
    if not path.exists():
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        # Of several processes that start at once the first names the file, whole; the others read it.
        with suppress(FileExistsError):
            os.link(part, path)
        part.unlink()
    return path.read_text(encoding="ascii").strip()


def _read_mode(text: str) -> Mode:
    try:
        return Mode(text)
    except ValueError:
        raise UsageError(
            "settings.mode",
            f"{text!r} is no mode.",
            where="CAIRN_MODE",
            mend=f"Write one of {', '.join(Mode)}.",
        ) from None


def _read_truth(environ: Mapping[str, str], name: str, *, default: bool) -> bool:
    text = environ.get(name)
    if text is None:
        return default
    truth = _TRUTHS.get(text.lower())
    if truth is None:
        raise UsageError(
            "settings.truth", f"{text!r} is neither yes nor no.", where=name, mend="Write 1 or 0."
        )
    return truth


def _read_number(environ: Mapping[str, str], name: str, *, default: int, at_least: int) -> int:
    text = environ.get(name, "")
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or int(text) < at_least:
        raise UsageError("settings.number", f"{text!r} is no whole number from {at_least}.", where=name)
    return int(text)


def _read_metrics_token(environ: Mapping[str, str]) -> str:
    token = environ.get("CAIRN_METRICS_TOKEN", "")
    if token and len(token) < 16:
        raise UsageError("settings.metrics_token", "The token is too short.", where="CAIRN_METRICS_TOKEN")
    return token


def _read_oidc(environ: Mapping[str, str]) -> tuple[Mapping[str, str], ...]:
    server = environ.get("CAIRN_OIDC_SERVER", "")
    if not server:
        return ()
    missing = [name for name in ("CAIRN_OIDC_CLIENT_ID", "CAIRN_OIDC_SECRET") if not environ.get(name)]
    if missing:
        raise UsageError("settings.oidc", "Sign-in by OpenID Connect needs its client too.", where=missing[0])
    return (
        {
            "server": server,
            "name": environ.get("CAIRN_OIDC_NAME", "Single sign-on"),
            "client_id": environ["CAIRN_OIDC_CLIENT_ID"],
            "secret": environ["CAIRN_OIDC_SECRET"],
        },
    )
