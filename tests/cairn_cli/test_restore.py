"""The drill: a world is lost, and comes back from its backup in another place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factories.installations import cairn, make_installation, run_python

if TYPE_CHECKING:
    from pathlib import Path

# Everything that matters: the people and their rights, the keys that sign, the trail, what was uploaded.
_LOOK = """
from cairn_site.accounts.models import Person
from cairn_site.organisations.custody import Place, present_custody
from cairn_site.organisations.models import IssuerKey, IssuerRecord, Member, Organisation
from cairn_site.platform.models import AuditEntry
from django.core.files.storage import default_storage
print(list(Person.objects.values_list("id", "name", "password")))
print(list(Member.objects.values_list("person_id", "can_sign")))
print([bytes(record.did_document) for record in IssuerRecord.objects.all()])
print([present_custody().can_open(bytes(key.wrapped_secret)) for key in IssuerKey.objects.all()])
print(list(AuditEntry.objects.order_by("id").values_list("id", "action")))
print(default_storage.open("evidence/ada.txt").read())
"""


@pytest.mark.parametrize("options", [[], ["--portable"]])
def test_a_lost_world_comes_back_whole_in_another_place(tmp_path: Path, options: list[str]) -> None:
    data, target, other = make_installation(tmp_path), tmp_path / "backup.tar.gz", tmp_path / "other"
    before = run_python(data, _LOOK)
    assert "[True]" in before
    assert cairn(data, "backup", *options, str(target)).returncode == 0

    done = cairn(other, "restore", str(target))

    assert done.returncode == 0, done.stderr
    assert run_python(other, _LOOK) == before
    assert (other / "secret-key").read_text() == (data / "secret-key").read_text()
    assert not (other / "restoring").exists()


def test_a_place_in_use_is_not_written_over(tmp_path: Path) -> None:
    data, target = make_installation(tmp_path), tmp_path / "backup.tar.gz"
    before = (data / "cairn.sqlite3").read_bytes()
    target.write_bytes(b"whatever it is")
    done = cairn(data, "restore", str(target))

    assert done.returncode == 2
    assert "restore.not_empty" in done.stderr
    assert (data / "cairn.sqlite3").read_bytes() == before


def test_an_archive_that_was_changed_is_refused(tmp_path: Path) -> None:
    data, target = make_installation(tmp_path), tmp_path / "backup.tar.gz"
    cairn(data, "backup", str(target))
    content = bytearray(target.read_bytes())
    content[len(content) // 2] ^= 0xFF
    target.write_bytes(content)
    done = cairn(tmp_path / "other", "restore", str(target))

    assert done.returncode == 1
    assert not (tmp_path / "other" / "cairn.sqlite3").exists()
