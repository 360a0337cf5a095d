"""A credential into a PNG or SVG image and out again, without decoding pixels.

Open Badges 3.0, section 5.3, and the Open Badges 2.0 baking specification. The text decides by which of the
two it is baked; an image that holds one of each is read as Open Badges 3.0. White space around the text is
left away. ``tests/cairn/baking/`` proves it.
"""

from cairn.baking.baked import Baked, Form, Standard
from cairn.baking.images import MAX_IMAGE_BYTES, bake, is_image, unbake

__all__ = ["MAX_IMAGE_BYTES", "Baked", "Form", "Standard", "bake", "is_image", "unbake"]
