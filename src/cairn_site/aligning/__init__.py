"""Skill frameworks, and picking skills for what is designed."""
