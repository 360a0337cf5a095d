"""The pair of verbs for images of either form, told apart by their first bytes.

``tests/cairn/baking/test_images.py`` proves it.
"""

from __future__ import annotations

from typing import Final

from cairn.baking import png
from cairn.baking.baked import WHITE_SPACE, Baked
from cairn.baking.text import recognise_standard
from cairn.errors import DocumentError

MAX_IMAGE_BYTES: Final = 32 * 1024 * 1024

_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_WHITE_SPACE: Final = WHITE_SPACE.encode()
_LONGEST_MARGIN: Final = 4096


def bake(image: bytes, text: str, *, replace: bool = False) -> bytes:
    """Return ``image`` with the credential ``text`` in it.

    The text is JSON, a JWS, or the address of an Assertion of Open Badges 2.0. Everything else in the image
    stays as it is, byte for byte; ``replace`` takes out every credential that is in it already. The text is
    not judged beyond what decides its standard. Raises ``UsageError("image.already_baked")``, and
    ``DocumentError`` with codes ``image.*`` for the image and ``baking.*`` for the text.
    """
    text = text.strip(WHITE_SPACE)
    standard = recognise_standard(text)
    _check_size(image)
    if image.startswith(png.SIGNATURE):
        return png.bake(image, text, standard=standard, replace=replace)
    _check_svg(image)
    # An XML parser is needed for SVG only.
    from cairn.baking import svg  # noqa: PLC0415

    return svg.bake(image, text, standard=standard, replace=replace)


def unbake(image: bytes) -> Baked:
    """Return the credential in ``image``.

    Raises ``DocumentError``: ``image.not_baked`` where there is none, and other codes ``image.*``.
    """
    _check_size(image)
    if image.startswith(png.SIGNATURE):
        return png.unbake(image)
    _check_svg(image)
    from cairn.baking import svg  # noqa: PLC0415

    return svg.unbake(image)


def is_image(data: bytes) -> bool:
    """Say whether ``data`` begins as a PNG image or as XML, in UTF-8 or UTF-16."""
    return data.startswith(png.SIGNATURE) or _is_markup(data)


def _is_markup(data: bytes) -> bool:
    start = data[:_LONGEST_MARGIN]
    for mark in _MARKS:
        start = start.removeprefix(mark)
    return start.replace(b"\0", b"").lstrip(_WHITE_SPACE).startswith(b"<")


def _check_size(image: bytes) -> None:
    if len(image) > MAX_IMAGE_BYTES:
        raise DocumentError("image.too_large", f"The image is larger than {MAX_IMAGE_BYTES} bytes.")


def _check_svg(image: bytes) -> None:
    if not _is_markup(image):
        raise DocumentError("image.unknown_form", "The file is neither a PNG nor an SVG image.")
