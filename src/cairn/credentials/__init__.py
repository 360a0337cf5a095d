"""Frozen views of Open Badges 3.0, CLR 2.0 and VC documents, their contexts, builders and rules."""
