"""Every write of achievements."""

from cairn_site.designing.actions.drafts import (
    create_achievement,
    save_draft,
    set_drawing,
    set_upload,
    start_revision,
)
from cairn_site.designing.actions.keeping import (
    archive_achievement,
    copy_achievement,
    delete_achievement,
    discard_draft,
    unarchive_achievement,
)
from cairn_site.designing.actions.publication import freeze, publish_version

__all__ = [
    "archive_achievement",
    "copy_achievement",
    "create_achievement",
    "delete_achievement",
    "discard_draft",
    "freeze",
    "publish_version",
    "save_draft",
    "set_drawing",
    "set_upload",
    "start_revision",
    "unarchive_achievement",
]
