"""The three families of errors, with stable codes.

Every error carries a machine code that never changes its meaning, one plain sentence, and the place it speaks
of: a JSON pointer (RFC 6901), an address or a file. The codes are listed in ``docs/reference/errors.md``;
``tests/architecture/test_error_codes.py`` holds that list against the source.
"""

from __future__ import annotations


class CairnError(Exception):
    """The root of every error that Cairn raises on purpose.

    ``code`` is stable and dotted (``json.duplicate_key``), ``message`` says what is wrong, ``where`` says at
    which JSON pointer, address or file, and ``mend`` says how to put it right where that can be said.
    """

    def __init__(self, code: str, message: str, *, where: str = "", mend: str = "") -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message
        self.where = where
        self.mend = mend

    def __str__(self) -> str:
        place = f" (at {self.where})" if self.where else ""
        mend = f" {self.mend}" if self.mend else ""
        return f"{self.message}{place}{mend}"

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.code!r}, {self.message!r}, where={self.where!r})"

    def at(self, where: str) -> CairnError:
        """Return the same error, told that its pointer stands below ``where``.

        A place that is no pointer but an address or a file of its own stays what it is.
        """
        inner = self.where
        place = where + inner if inner == "" or inner.startswith("/") else inner
        return type(self)(self.code, self.message, where=place, mend=self.mend)


class DocumentError(CairnError):
    """A document that came from outside is wrong: malformed, forged, expired or refused by a rule."""


class UsageError(CairnError):
    """The caller asked for something that cannot be done: a wrong option, file or combination."""


class UnavailableError(CairnError):
    """Something outside could not be reached or read, so nothing can be said about it."""
