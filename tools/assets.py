"""Make the pictures of the site from its mark, and write down what was made elsewhere.

``python -m tools.assets`` draws the icons and the picture that is shown where a page is shared, and renews
the digests in ``vendor/MANIFEST.json``; all of it is committed, so nothing is built where the site runs.
``tests/cairn_site/platform/test_style.py`` proves it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Final

import resvg_py

from cairn_site.designing.imagery.letters import write

STATIC: Final = Path(__file__).resolve().parent.parent / "src/cairn_site/platform/static/cairn"
MANIFEST: Final = STATIC / "vendor" / "MANIFEST.json"
PAPER: Final = "#faf8f4"
INK: Final = "#1d2326"
ACCENT: Final = "#1c5d5a"
SIZES: Final = {"touch.png": 180, "192.png": 192, "512.png": 512}


def digest(path: Path) -> str:
    """Return the SHA-384 of a file, as an integrity attribute has it."""
    return "sha384-" + base64.b64encode(hashlib.sha384(path.read_bytes()).digest()).decode()


def mark() -> str:
    """Return the stones of the mark, on a field of 64 by 64."""
    found = re.search(r"<svg[^>]*>(.*)</svg>", (STATIC / "mark.svg").read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    return found[1]


def icon_svg() -> str:
    """Return the mark on paper, with the margin that a round mask needs."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<rect width="64" height="64" fill="{PAPER}"/>'
        f'<g transform="translate(12 11.5) scale(.625)">{mark()}</g></svg>'
    )


def share_svg() -> str:
    """Return the picture that stands for a page where it is shared, 1200 by 630."""
    hills = (
        '<path d="M0 470C180 400 330 440 520 470s420-90 680-30v190H0z" fill="#e9e4db"/>'
        '<path d="M0 540c220-50 420 10 640-10s380-60 560-20v120H0z" fill="#dcd4c5"/>'
    )
    title = write("Cairn", centre=330, baseline=300, size=150, fill=INK)
    line = write("Show exactly what you can do.", centre=417, baseline=385, size=42, fill=ACCENT)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 630"><rect width="1200" height="630" '
        f'fill="{PAPER}"/>{hills}<g transform="translate(770 150) scale(6)">{mark()}</g>{title}{line}</svg>'
    )


def main() -> int:
    """Draw everything, and renew the digests."""
    icons = STATIC / "icons"
    icons.mkdir(exist_ok=True)
    for name, size in SIZES.items():
        (icons / name).write_bytes(_draw(icon_svg(), width=size))
    (icons / "share.png").write_bytes(_draw(share_svg(), width=1200))
    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    for entry in manifest["assets"]:
        entry["sha384"] = {name: digest(STATIC / name) for name in entry["sha384"]}
    MANIFEST.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    return 0


def _draw(svg: str, *, width: int) -> bytes:
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=width))


if __name__ == "__main__":
    sys.exit(main())
