"""Certificates: what an award says, drawn on one sheet that can be printed."""
