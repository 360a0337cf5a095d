"""The holder's role: choose credentials, and present them to one verifier."""

from cairn.holder.presenting import build_presentation, present

__all__ = ["build_presentation", "present"]
