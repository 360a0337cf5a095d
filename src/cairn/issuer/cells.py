"""The checks of single cells: addresses, identifiers, dates, numbers, and text that was damaged on its way.

Each check takes the trimmed text of a cell and returns what a credential will hold, or raises a
``DocumentError`` whose ``mend`` shows, where that is certain, the text that would be right. E-mail addresses
follow RFC 5321, section 4.1.2 (without quoted local parts) and RFC 6531, dates ISO 8601 as XSD writes it.
``tests/cairn/issuer/test_cells.py`` proves it.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from typing import Final, NoReturn

from cairn.canonical import rdf, timestamps
from cairn.errors import DocumentError

MAX_TEXT: Final = 20_000
MAX_LINE_TEXT: Final = 500

_ATOM: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\-\u00a1-\ud7ff\uf900-\ufffc\U00010000-\U0010ffff]++"
_LABEL: Final = r"[A-Za-z0-9\u00a1-\ud7ff](?:[A-Za-z0-9\-\u00a1-\ud7ff]*[A-Za-z0-9\u00a1-\ud7ff])?"
_match_email = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\-]++(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~\-]++)*+"
    r"@(?:[A-Za-z0-9]++(?:-++[A-Za-z0-9]++)*+\.)++[A-Za-z]{2,63}"
).fullmatch
_match_any_email = re.compile(rf"{_ATOM}(?:\.{_ATOM})*+@(?:{_LABEL}\.)+(?![0-9]+$){_LABEL}").fullmatch
_match_url = re.compile(
    r"https?://[A-Za-z0-9\-._~%\u00a1-\uffef]+(?::[0-9]{1,5})?(?:[/?#].*)?", re.DOTALL
).fullmatch
_match_date = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch
_match_number = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,12})?").fullmatch

_BARE_ADDRESS: Final = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[!-~]*)?")
_IN_BRACKETS: Final = re.compile(r"<([^<>@\s]+@[^<>@\s]+)>")
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,2})\.?")
_YEAR_LAST: Final = re.compile(r"([0-9]{1,2})([./-]) ?([0-9]{1,2})[./-] ?([0-9]{4})")
_DAY_NUMBER: Final = re.compile(r"[2-7][0-9]{4}(?:\.0+)?")
_SPREADSHEET_DAY_ZERO: Final = date(1899, 12, 30)
_RESERVED_ENDS: Final = ("example.com", "example.net", "example.org", ".example", ".invalid", ".test")
_RESERVED: Final = re.compile(r"[@.](?:example\.(?:com|net|org)|example|invalid|test)$")

_AROUND: Final = " \t\n\r\f\v\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
_TRIM: Final = re.compile(rf"^[{_AROUND}]+|[{_AROUND}]+$")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_HIDDEN: Final = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_TAG: Final = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>|<!--|<!\[CDATA\[|<![A-Za-z]|<\?[A-Za-z]")
_TWICE_ENCODED: Final = re.compile("[Â-ô][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
# Read back, damage gives letters of Europe or of scripts that take three bytes. Anything else is a
# coincidence, such as a capital with an accent before a quotation mark.
_PLAUSIBLE: Final = re.compile(r"[\x00-\x7f\xa0-\u017f\u0370-\u04ff\u0800-\uffff]*")
_FORMULA: Final = re.compile(r"=|[+\-@][A-Za-z][A-Za-z.]*\(")
_ERROR_VALUES: Final = frozenset(
    {"#N/A", "#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
)


def trim(text: str) -> str:
    """Return ``text`` without white space at its ends, also such as no eye sees (U+00A0, U+200B, U+FEFF)."""
    return _TRIM.sub("", text)


def compose_accents(text: str) -> str:
    """Return ``text`` in Unicode's composed form (NFC): each letter and its accent in one character."""
    return unicodedata.normalize("NFC", text)


def check_text(text: str, *, many_lines: bool) -> None:
    """Refuse text that was damaged on its way, hides something, or is too long.

    Raises ``DocumentError``: ``cell.too_long``, ``cell.line_break``, ``cell.control_character``,
    ``cell.hidden_character``, ``cell.lost_character``, ``cell.damaged_accents``, ``cell.spreadsheet_error``,
    ``cell.formula`` and ``cell.html``.
    """
    limit = MAX_TEXT if many_lines else MAX_LINE_TEXT
    if len(text) > limit:
        raise DocumentError(
            "cell.too_long",
            f"The cell has {len(text)} characters, more than the {limit} it may have.",
            mend="Shorten the text; a long account belongs on a page that evidence_url names.",
        )
    if not many_lines and ("\n" in text or "\t" in text):
        raise DocumentError(
            "cell.line_break", "The cell holds a line break or a tab.", mend="Write it in one line."
        )
    if found := _CONTROL.search(text):
        raise DocumentError(
            "cell.control_character",
            f"The cell holds the control character U+{ord(found[0]):04X}.",
            mend="Type the text again; it was copied with something that cannot be seen.",
        )
    if found := _HIDDEN.search(text):
        raise DocumentError(
            "cell.hidden_character",
            f"The cell holds U+{ord(found[0]):04X}, which turns the direction of the text around it.",
            mend="Type the text again without it.",
        )
    if "\ufffd" in text:
        raise DocumentError(
            "cell.lost_character",
            "A letter of the cell was lost when the file was converted; � stands in its place.",
            mend="Write the letter again, and save the table as “CSV UTF-8”.",
        )
    if _TWICE_ENCODED.search(text):
        _refuse_twice_encoded(text)
    if text in _ERROR_VALUES:
        raise DocumentError(
            "cell.spreadsheet_error",
            "The cell holds the error of a formula and no value.",
            mend="Mend the formula in the spreadsheet, or write the value.",
        )
    if _FORMULA.match(text):
        raise DocumentError(
            "cell.formula",
            "The cell holds a formula and not what it yields.",
            mend="Copy the column in the spreadsheet, paste it as values, and save the table again.",
        )
    if "<" in text and (found := _TAG.search(text)):
        raise DocumentError(
            "cell.html",
            f"The cell holds HTML: {found[0][:30]}.",
            mend="Write plain text or Markdown.",
        )


def check_email(text: str) -> str:
    """Return an e-mail address; raises ``DocumentError("cell.not_an_email")``."""
    if _match_email(text) is None or len(text) > 254 or text.find("@") > 64:
        _check_unusual_email(text)
    return text


def is_reserved_email(text: str) -> bool:
    """Tell whether an address is in a domain that RFC 2606 keeps for examples, where no mail arrives."""
    return text.endswith(_RESERVED_ENDS) and _RESERVED.search(text) is not None


def check_subject_id(text: str) -> str:
    """Return the DID or URL of a learner; raises ``DocumentError("cell.not_an_id")``."""
    if text.startswith(("did:", "https://", "http://", "urn:")) and rdf.is_iri(text) and len(text) <= 2000:
        return text
    if "@" in text:
        raise DocumentError(
            "cell.not_an_id", "The text is no DID or URL.", mend="An e-mail address goes in the column email."
        )
    raise DocumentError(
        "cell.not_an_id",
        "The text is no DID or URL.",
        mend="Write it as did:… or https://…; a student number goes in the column identifier.",
    )


def check_url(text: str) -> str:
    """Return the address of a page; raises ``DocumentError("cell.not_a_url")``."""
    if _match_url(text) is None or not rdf.is_iri(text) or len(text) > 2000:
        meant = text.replace(" ", "%20")
        if _BARE_ADDRESS.fullmatch(meant):
            meant = f"https://{meant}"
        mend = "Write the whole address, beginning with https://"
        if meant != text and _match_url(meant) and rdf.is_iri(meant):
            mend = f"Write {meant}"
        raise DocumentError("cell.not_a_url", "The text is no web address.", mend=mend)
    return text


def check_first_moment(text: str) -> str:
    """Return the moment that a date with time and zone names, or with which a date alone begins, in UTC.

    The text returned is a canonical dateTimeStamp. Raises ``DocumentError``: ``cell.date_not_iso``,
    ``cell.no_such_day`` and ``cell.time_without_zone``.
    """
    return _read_moment(f"{text}T00:00:00Z" if _match_date(text) else text, text)


def check_last_moment(text: str) -> str:
    """Return the moment that a date with time and zone names, or the last second of a date alone, in UTC.

    Returns and raises what :func:`check_first_moment` does.
    """
    return _read_moment(f"{text}T23:59:59Z" if _match_date(text) else text, text)


def check_number(text: str) -> str:
    """Return a decimal number as it is written; raises ``DocumentError("cell.not_a_number")``."""
    if _match_number(text) is not None:
        return text
    bare = text.rstrip("% ").replace(",", ".")
    if bare.startswith("."):
        bare = f"0{bare}"
    raise DocumentError(
        "cell.not_a_number",
        "The text is no decimal number.",
        mend=f"Write {bare}"
        if _match_number(bare)
        else "Write digits, and a point before the decimals: 87.5",
    )


def _check_unusual_email(text: str) -> None:
    local, _, _ = text.partition("@")
    if _match_any_email(text):
        if len(text.encode()) <= 254 and len(local.encode()) <= 64:
            return
        _refuse_email("An address has at most 254 bytes, and 64 before the @.")
    if found := _IN_BRACKETS.search(text):
        _refuse_email(f"Write {found[1]} alone.")
    if text.lower().startswith("mailto:"):
        _refuse_email(f"Write {text[7:]}")
    if text.count("@") > 1:
        _refuse_email("Write one address; another learner or address goes in a row of its own.")
    if "@" not in text:
        _refuse_email("Write it as name@example.org; a DID or URL goes in the column id.")
    for wrong, right in ((" ", ""), (",", "."), ("..", "."), (";", ""), ("@.", "@"), (".@", "@")):
        written = text.replace(wrong, right)
        if wrong in text and _match_email(written):
            _refuse_email(f"Write {written}")
    _refuse_email("Write it as name@example.org")


def _refuse_email(mend: str) -> NoReturn:
    raise DocumentError("cell.not_an_email", "The text is no e-mail address.", mend=mend)


def _refuse_twice_encoded(text: str) -> None:
    try:
        meant = text.encode("cp1252").decode()
    except UnicodeError:
        return
    if _PLAUSIBLE.fullmatch(meant) is None:
        return
    raise DocumentError(
        "cell.damaged_accents",
        "Accents of the cell were damaged when the file was opened or saved with the wrong encoding.",
        mend=f"Write {meant[:80]}, and save the table as “CSV UTF-8”.",
    )


def _read_moment(written: str, text: str) -> str:
    try:
        return timestamps.format(timestamps.parse(written))
    except DocumentError as error:
        if error.code in ("timestamp.no_such_day", "timestamp.out_of_range", "timestamp.leap_second"):
            raise DocumentError("cell.no_such_day", "No calendar has this day or time.") from None
        if error.code == "timestamp.no_zone":
            raise DocumentError(
                "cell.time_without_zone",
                "The time has no zone, so it could mean many moments.",
                mend=f"Write {text}Z for UTC or {text}+01:00, or the date alone.",
            ) from None
        raise DocumentError(
            "cell.date_not_iso", "The date is not written as ISO 8601 says.", mend=_iso_form(text)
        ) from None


def _iso_form(text: str) -> str:
    """Return what to write for a date that is written in another way, where that is certain."""
    if found := _YEAR_FIRST.fullmatch(text):
        days = [_iso(found[1], found[2], found[3])]
    elif found := _YEAR_LAST.fullmatch(text):
        days = [_iso(found[4], found[3], found[1])]
        if found[2] != ".":
            # Only a point says that the day stands before the month.
            days.append(_iso(found[4], found[1], found[3]))
    elif _DAY_NUMBER.fullmatch(text):
        days = [(_SPREADSHEET_DAY_ZERO + timedelta(days=int(text[:5]))).isoformat()]
    else:
        days = []
    meant = sorted({day for day in days if day})
    if not meant:
        return "Write it as 2026-01-31, or with time and zone as 2026-01-31T12:00:00Z."
    return f"Write {' or '.join(meant)}{', whichever day is meant.' if len(meant) > 1 else ''}"


def _iso(year: str, month: str, day: str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""
