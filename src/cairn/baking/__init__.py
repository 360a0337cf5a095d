"""A credential into a PNG or SVG image and out again, without decoding pixels."""
