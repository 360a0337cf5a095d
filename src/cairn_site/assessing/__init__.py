"""Submissions, marks and decisions: whether somebody has shown what an Achievement asks for."""
