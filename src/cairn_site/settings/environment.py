"""What the environment says, read strictly: a wrong value ends the start with what to write instead.

The variables are listed in ``docs/reference/settings.md``. ``tests/cairn_site/settings/test_environment.py``
proves it.
"""

from __future__ import annotations

import os
import re
import secrets
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from cairn.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

_ORIGIN: Final = re.compile(
    r"https://[a-z0-9.-]+(?::[0-9]{1,5})?|http://(?:localhost|127\.0\.0\.1)(?::[0-9]{1,5})?"
)
_TRUTHS: Final = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False, "": False}
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
    worker_in_web: bool
    trust_proxy: bool
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
        worker_in_web=_read_truth(environ, "CAIRN_WORKER_IN_WEB", default=True),
        trust_proxy=_read_truth(environ, "CAIRN_TRUST_PROXY", default=False),
        oidc=_read_oidc(environ),
    )


def read_database(url: str, *, data: Path) -> dict[str, Any]:
    """Return Django's description of the database at ``url``; without one, SQLite in the data folder."""
    parts = urlsplit(url or f"sqlite:///{data / 'cairn.sqlite3'}")
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path.removeprefix("/")) if parts.path != "/:memory:" else ":memory:",
            "CONN_MAX_AGE": 600,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000",
            },
        }
    if parts.scheme not in {"postgres", "postgresql"}:
        raise UsageError(
            "settings.database",
            "The address of the database is neither sqlite: nor postgresql:.",
            where="DATABASE_URL",
            mend="Write postgresql://user:password@host:5432/name, or leave it out for SQLite.",
        )
    options = dict(parse_qsl(parts.query))
    unknown = sorted(options.keys() - _POSTGRES_OPTIONS - {"host"})
    if unknown:
        raise UsageError(
            "settings.database", f"The option {unknown[0]!r} is not known.", where="DATABASE_URL"
        )
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
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with open(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
        file.flush()
        os.fsync(file.fileno())
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
