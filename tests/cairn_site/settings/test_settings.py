from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

from cairn_site.settings import environment

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")
READ = re.findall(
    r'"((?:CAIRN_[A-Z_]+)|DATABASE_URL)"', Path(environment.__file__).read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", sorted({*READ, "CAIRN_KEY_ENCRYPTION_KEY"} - {"CAIRN_MAIL_LEAVES"}))
def test_every_variable_is_on_the_page(name: str) -> None:
    assert f"`{name}`" in PAGE


def test_no_variable_is_on_the_page_that_nobody_reads() -> None:
    on_page = set(re.findall(r"`(CAIRN_[A-Z_]+|DATABASE_URL)`", PAGE))

    assert on_page - {*READ, "CAIRN_KEY_ENCRYPTION_KEY"} == set()


def test_pages_are_never_shown_in_frames_and_secrets_never_in_error_pages() -> None:
    assert settings.DEBUG is False
    assert settings.X_FRAME_OPTIONS == "DENY"
    assert settings.SECURE_CONTENT_TYPE_NOSNIFF is True
    assert settings.CSRF_COOKIE_HTTPONLY is True


def test_apps_stand_in_the_order_of_the_tower() -> None:
    first = [
        name.removeprefix("cairn_site.") for name in settings.INSTALLED_APPS if name.startswith("cairn_site.")
    ]

    assert first == list(settings.CAIRN_APPS)
