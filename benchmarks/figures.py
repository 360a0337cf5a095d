"""What a figure has to reach, and whether it does."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A figure's name, its goal (``None`` where it is only reported), and what it says."""

    figure: str
    meaning: str
    at_most: float | None = None
    at_least: float | None = None

    def is_met(self, value: float) -> bool | None:
        """Tell whether ``value`` reaches the goal; ``None`` where there is none."""
        if self.at_most is not None:
            return value <= self.at_most
        if self.at_least is not None:
            return value >= self.at_least
        return None

    def text(self) -> str:
        """Return the goal as it stands in the table."""
        if self.at_most is not None:
            return f"at most {self.at_most:g}"
        return "" if self.at_least is None else f"at least {self.at_least:g}"
