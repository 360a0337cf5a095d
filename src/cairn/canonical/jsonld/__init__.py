"""Strict JSON-LD 1.1 to RDF: what would be dropped is refused."""

from cairn.canonical.jsonld.context import ContextLoader
from cairn.canonical.jsonld.processor import Processor, to_rdf

__all__ = ["ContextLoader", "Processor", "to_rdf"]
