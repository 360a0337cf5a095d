"""What should be looked at before a credential is signed: one rule for each module of ``rules``."""

from cairn.quality.lint.findings import LintFinding, LintSeverity, Rule, Scope, fill
from cairn.quality.lint.registry import RULES
from cairn.quality.lint.running import (
    ACHIEVEMENT_RULES,
    FRAME_RULES,
    ROW_RULES,
    lint_achievement,
    lint_credential,
    lint_frame,
    lint_row,
    rule,
)

__all__ = [
    "ACHIEVEMENT_RULES",
    "FRAME_RULES",
    "ROW_RULES",
    "RULES",
    "LintFinding",
    "LintSeverity",
    "Rule",
    "Scope",
    "fill",
    "lint_achievement",
    "lint_credential",
    "lint_frame",
    "lint_row",
    "rule",
]
