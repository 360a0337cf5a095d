"""``cairn inspect``: what a file says, without any judgement on it.

``tests/cairn_cli/test_inspect.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cairn_cli.output import note, one_line, say, show_json
from cairn_cli.reporting import reported

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject, JsonValue
    from cairn.verifier.presented import Presented

_MAX_LENGTH = 200


@reported
def inspect(
    source: Annotated[str, typer.Argument(help="A file, image, JWT or address; - for standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the document as JSON.")] = False,
) -> None:
    """Show what a credential or presentation says. Nothing is verified."""
    from cairn.verifier.presented import read_presented
    from cairn_cli.outside import open_outside
    from cairn_cli.sources import read_one

    presented = read_presented(read_one(source, loader=open_outside()))
    if as_json:
        show_json(
            {
                "kind": presented.kind.value,
                "form": "jwt" if presented.jwt is not None else "json",
                "document": presented.document,
            }
        )
        return
    note("Not verified: this is only what the document says. Use cairn verify to check it.")
    _show(presented)


def _show(presented: Presented) -> None:
    form = "a JWT" if presented.jwt is not None else "JSON"
    say(f"{presented.kind.value.replace('_', ' ')}, {form}, {len(presented.text.encode()):,} bytes")
    _show_members(presented.document, indent="  ")


def _show_members(document: JsonObject, *, indent: str) -> None:
    for key, member in document.items():
        _show_member(key, member, indent=indent)


def _show_member(key: str, member: JsonValue, *, indent: str) -> None:
    if isinstance(member, dict):
        say(f"{indent}{one_line(key)}:")
        _show_members(member, indent=indent + "  ")
    elif isinstance(member, list) and any(isinstance(item, dict | list) for item in member):
        for number, item in enumerate(member, 1):
            _show_member(f"{key} {number}", item, indent=indent)
    elif isinstance(member, list):
        say(f"{indent}{one_line(key)}: {', '.join(map(_plain, member))}")
    else:
        say(f"{indent}{one_line(key)}: {_plain(member)}")


def _plain(value: JsonValue) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    text = one_line(str(value))
    return text if len(text) <= _MAX_LENGTH else f"{text[:_MAX_LENGTH]}… ({len(text):,} characters)"
