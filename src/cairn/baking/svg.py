"""A credential in an element of an SVG image.

Open Badges 3.0, section 5.3.2: ``<openbadges:credential>``, a JWT in its attribute ``verify``, JSON in its
content as CDATA. The standard says that the first one counts; since a reader that takes another would show
something else, an image with two is refused. Open Badges 2.0: ``<openbadges:assertion>``, whose ``verify`` is
the address or the JWS of the Assertion, whose content is its JSON. The element is spliced into the bytes of
the image, directly behind the start tag of ``<svg>``; nothing else is written anew, and scripts and styles
stay what they are, for nothing here is ever painted. ``tests/cairn/baking/test_svg.py`` proves it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import quoteattr

from cairn.baking.baked import WHITE_SPACE, Baked, Form, Standard
from cairn.baking.svg_layout import ELEMENTS, read_layout
from cairn.canonical import strict_json
from cairn.errors import DocumentError, UsageError

if TYPE_CHECKING:
    from cairn.baking.svg_layout import Layout
    from cairn.canonical.strict_json import JsonObject

_PREFIX: Final = "openbadges"
# XML 1.0, section 2.2: what no XML document can hold, not even escaped.
_UNWRITABLE: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def bake(image: bytes, text: str, *, standard: Standard, replace: bool) -> bytes:
    """Return ``image`` with ``text`` in an element of its own, the first inside ``<svg>``."""
    if match := _UNWRITABLE.search(text):
        raise DocumentError(
            "baking.unwritable_character",
            f"The text holds the character U+{ord(match[0]):04X}, which XML cannot hold.",
            mend="Write it as an escape sequence.",
        )
    if text.startswith("{"):
        strict_json.parse_object(text)
    layout = read_layout(image)
    if layout.found and not replace:
        raise UsageError(
            "image.already_baked",
            "There is a credential in the image already.",
            mend="Ask for it to be replaced, or take the image without it.",
        )
    namespace, name = ELEMENTS[standard]
    declaration = f' xmlns:{_PREFIX}="{namespace}"'
    declared = layout.prefixes.get(_PREFIX)
    element = _format_element(
        f"{_PREFIX}:{name}",
        text,
        attributes=declaration if declared not in (None, namespace) else "",
        encoding=layout.encoding,
    )
    in_tag = declaration if declared is None else ""
    pieces = [_open_root(image, layout, in_tag=in_tag, element=element)]
    position = layout.content_start
    for one in layout.outermost():
        pieces.append(image[position : one.start])
        position = one.end
    return b"".join([*pieces, image[position:]])


def unbake(image: bytes) -> Baked:
    """Return the credential in ``image``, that of Open Badges 3.0 where there are both."""
    layout = read_layout(image)
    for standard in Standard:
        elements = [one for one in layout.found if one.standard is standard]
        if len(elements) > 1:
            raise DocumentError(
                "image.second_credential",
                "The image holds more than one credential, so it is not clear which is meant.",
                where=f"byte {elements[1].start}",
            )
        if elements:
            content = elements[0].content.strip(WHITE_SPACE)
            text = _choose(elements[0].verify, content, standard=standard)
            return Baked(text=text, standard=standard, form=Form.SVG)
    raise DocumentError("image.not_baked", "There is no credential in the image.")


def _choose(verify: str | None, content: str, *, standard: Standard) -> str:
    """Return the text of an element: its content where it has one, which must be JSON, or else ``verify``."""
    if content:
        if verify is not None and (standard is Standard.OPEN_BADGES_3 or _is_jws(verify)):
            raise DocumentError(
                "image.second_credential",
                "The element of the credential has a JWS and content, so it is not clear which is meant.",
            )
        strict_json.parse_object(content)
        return content
    if verify is None or not verify.strip(WHITE_SPACE):
        raise DocumentError("image.not_baked", "The element for the credential is empty.")
    return verify.strip(WHITE_SPACE)


def _is_jws(verify: str) -> bool:
    return verify.count(".") == 2 and ":" not in verify


def _open_root(image: bytes, layout: Layout, *, in_tag: str, element: str) -> bytes:
    """Return the image up to the content of ``<svg>``, with the declaration and the element in it."""
    encoding = layout.encoding
    tag = image[layout.root_start : layout.content_start].decode(encoding)
    if tag.endswith("/>"):
        name = re.split(r"[\s/>]", tag[1:], maxsplit=1)[0]
        tag = f"{tag[:-2]}{in_tag}>{element}</{name}>"
    else:
        tag = f"{tag[:-1]}{in_tag}>{element}"
    return image[: layout.root_start] + tag.encode(encoding)


def _format_element(name: str, text: str, *, attributes: str, encoding: str) -> str:
    if not text.startswith("{"):
        return f"<{name}{attributes} verify={_format_attribute(text, encoding=encoding)}/>"
    if name.endswith(":assertion"):
        address = _address_of(strict_json.parse_object(text))
        if address:
            attributes += f" verify={_format_attribute(address, encoding=encoding)}"
    return f"<{name}{attributes}>{_format_content(text, encoding=encoding)}</{name}>"


def _address_of(assertion: JsonObject) -> str:
    """Return where an Assertion is hosted: what its verification says, or its own id."""
    for member in ("verification", "verify"):
        verification = assertion.get(member)
        if isinstance(verification, dict) and isinstance(url := verification.get("url"), str):
            return url
    name = assertion.get("id")
    return name if isinstance(name, str) else ""


def _format_attribute(value: str, *, encoding: str) -> str:
    quoted = quoteattr(value, {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
    return quoted.encode(encoding, "xmlcharrefreplace").decode(encoding)


def _format_content(text: str, *, encoding: str) -> str:
    """Return ``text`` as CDATA, left where it must be for what CDATA cannot hold.

    That is its own end, a carriage return, which a reader would turn into a line feed (XML 1.0, section
    2.11), and every character that the encoding of the image has not.
    """
    whole = text.replace("]]>", "]]]]><![CDATA[>").replace("\r", _outside("\r"))
    if not encoding.startswith("utf"):
        last = "\x7f" if encoding == "ascii" else "\xff"
        whole = re.sub(f"[^\0-{last}]", lambda match: _outside(match[0]), whole)
    return f"<![CDATA[{whole}]]>"


def _outside(character: str) -> str:
    return f"]]>&#{ord(character)};<![CDATA["
