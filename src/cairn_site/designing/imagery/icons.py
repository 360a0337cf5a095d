"""The icons that a badge can carry: a subset of Lucide (``designing/data/icons.json`` names its licence).

``tests/cairn_site/designing/imagery/test_icons.py`` proves it.
"""

from __future__ import annotations

import json
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

ICONS: Final[Mapping[str, str]] = MappingProxyType(
    json.loads((Path(__file__).parent.parent / "data" / "icons.json").read_text(encoding="utf-8"))["icons"]
)
"""The drawing of each icon, in a box of 24 by 24 and by lines of width 2, by its name."""

ICON_GROUPS: Final[tuple[tuple[_StrPromise, tuple[str, ...]], ...]] = (
    (
        _("Honours"),
        ("award", "trophy", "medal", "crown", "star", "sparkles", "target", "flag", "mountain", "rocket"),
    ),
    (
        _("Learning"),
        ("graduation-cap", "book-open", "pencil-ruler", "lightbulb", "brain", "puzzle", "compass", "map"),
    ),
    (
        _("Digital"),
        (
            "code",
            "terminal",
            "database",
            "cpu",
            "bot",
            "shield-check",
            "lock-keyhole",
            "globe",
            "cloud",
            "network",
            "chart-column",
            "chart-line",
            "table",
        ),
    ),
    (
        _("Science and health"),
        (
            "calculator",
            "sigma",
            "flask-conical",
            "microscope",
            "atom",
            "dna",
            "stethoscope",
            "heart-pulse",
            "hand-heart",
        ),
    ),
    (
        _("People"),
        (
            "users",
            "handshake",
            "message-circle",
            "megaphone",
            "presentation",
            "languages",
            "mic",
            "scale",
            "gavel",
            "briefcase",
            "clipboard-check",
            "kanban",
            "baby",
        ),
    ),
    (
        _("Trades and nature"),
        (
            "wrench",
            "hammer",
            "hard-hat",
            "zap",
            "plug",
            "leaf",
            "sprout",
            "recycle",
            "sun",
            "tractor",
            "chef-hat",
            "truck",
            "car",
            "ship",
            "plane",
        ),
    ),
    (
        _("Culture and money"),
        (
            "palette",
            "camera",
            "music",
            "paintbrush",
            "film",
            "coins",
            "landmark",
            "building-2",
            "dumbbell",
        ),
    ),
)
