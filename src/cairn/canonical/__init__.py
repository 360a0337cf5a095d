"""Bytes to meaning and back: strict JSON, JCS, JSON-LD to RDF, RDFC-1.0, multibase, timestamps."""
