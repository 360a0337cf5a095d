"""RDFC-1.0: one form for all datasets that differ in the labels of their blank nodes only.

RDF Dataset Canonicalization 1.0, section 4. Where the quads in which a blank node stands tell it apart from
all others (section 4.6), which is so in nearly every credential, hashing each once and sorting is enough.
Otherwise the paths between blank nodes are searched (section 4.8), under a limit, because hostile datasets
make the search endless. ``tests/cairn/canonical/test_rdfc.py`` runs the suite of the W3C.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from itertools import permutations
from operator import eq
from typing import TYPE_CHECKING, Final, NoReturn, TypeAlias

from cairn.errors import DocumentError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from cairn.canonical.rdf import Dataset, Quad

    _Digest: TypeAlias = Callable[[str], str]
    _Issued: TypeAlias = dict[str, str]

MAX_WORK: Final = 50_000
MAX_DEPTH: Final = 128


def canonize(dataset: Dataset, *, hash_name: str = "sha256", work_limit: int = MAX_WORK) -> bytes:
    """Return the canonical N-Quads of ``dataset`` in UTF-8: sorted lines, blank nodes ``_:c14n0`` and so on.

    Takes the arguments and raises the errors of :func:`canonical_labels`.
    """
    if dataset.linked:
        lines = relabel(dataset, labels=canonical_labels(dataset, hash_name=hash_name, work_limit=work_limit))
    else:
        _digest_named(hash_name)
        lines = relabel(dataset, labels={})
    try:
        text = "".join(lines)
        # Few lines are not ASCII, and those that are cost next to nothing to encode.
        return text.encode() if text.isascii() else b"".join(map(str.encode, lines))
    except UnicodeEncodeError:
        _raise_surrogate()


def relabel(dataset: Dataset, *, labels: Mapping[str, str]) -> list[str]:
    """Return the sorted lines of ``dataset``, each once, under other labels for its blank nodes.

    ``labels`` gives the label (``_:c14n0``) of every blank node by the one it has in ``dataset`` (``_:b0``).
    """
    lines = dataset.ground.copy()
    for subject, predicate, term, graph in dataset.linked:
        new_subject = labels[subject] if subject[0] == "_" else subject
        new_term = labels[term] if term[0] == "_" else term
        if graph:
            lines.append(f"{new_subject} {predicate} {new_term} {labels.get(graph, graph)} .\n")
        else:
            lines.append(f"{new_subject} {predicate} {new_term} .\n")
    lines.sort()
    if any(map(eq, lines, lines[1:])):
        lines = list(dict.fromkeys(lines))
    return lines


def canonical_labels(
    dataset: Dataset, *, hash_name: str = "sha256", work_limit: int = MAX_WORK
) -> dict[str, str]:
    """Return the canonical label (``_:c14n0``) of each blank node by its own (``_:b0``).

    ``hash_name`` is ``sha256`` or ``sha384``. ``work_limit`` bounds the search where hashing once is not
    enough: each quad looked at and each place in an order tried counts one. Raises ``DocumentError``:
    ``rdfc.too_complex`` beyond the limit, ``rdfc.lone_surrogate`` for text that UTF-8 cannot write; and
    ``UsageError("rdfc.unknown_hash")``.
    """
    digest = _digest_named(hash_name)
    quads: Iterable[Quad] = dataset.linked
    if len(set(dataset.linked)) != len(dataset.linked):
        quads = dict.fromkeys(dataset.linked)
    try:
        hashes = {
            label: digest("".join(sorted(lines))) for label, lines in _first_degree_lines(quads).items()
        }
        if len(set(hashes.values())) == len(hashes):
            in_order = sorted(hashes, key=hashes.__getitem__)
            return {label: f"_:c14n{rank}" for rank, label in enumerate(in_order)}
        return _Search(quads, hashes, digest=digest, work_limit=work_limit).labels()
    except UnicodeEncodeError:
        _raise_surrogate()
    except RecursionError:
        _raise_too_complex()


def _first_degree_lines(quads: Iterable[Quad]) -> dict[str, list[str]]:
    """Return the lines that tell blank nodes apart (section 4.6): each ``_:a`` in its own, else ``_:z``."""
    lines: defaultdict[str, list[str]] = defaultdict(list)
    for quad in quads:
        subject, predicate, term, graph = quad
        if graph:
            for label in _blanks(quad):
                about = [("_:a" if part == label else "_:z") if part[0] == "_" else part for part in quad]
                lines[label].append(f"{' '.join(about)} .\n")
        elif subject[0] != "_":
            lines[term].append(f"{subject} {predicate} _:a .\n")
        elif term[0] != "_":
            lines[subject].append(f"_:a {predicate} {term} .\n")
        elif term == subject:
            lines[subject].append(f"_:a {predicate} _:a .\n")
        else:
            lines[subject].append(f"_:a {predicate} _:z .\n")
            lines[term].append(f"_:z {predicate} _:a .\n")
    return lines


class _Search:
    """The search for canonical labels where some blank nodes have equal first-degree hashes (section 4.4)."""

    def __init__(
        self, quads: Iterable[Quad], hashes: dict[str, str], *, digest: _Digest, work_limit: int
    ) -> None:
        self._hashes = hashes
        self._digest = digest
        self._work_left = work_limit
        self._canonical: _Issued = {}
        self._mentions: defaultdict[str, list[Quad]] = defaultdict(list)
        for quad in quads:
            for label in _blanks(quad):
                self._mentions[label].append(quad)

    def labels(self) -> _Issued:
        """Return the canonical labels."""
        alike: defaultdict[str, list[str]] = defaultdict(list)
        for label, value in self._hashes.items():
            alike[value].append(label)
        for value in sorted(alike):
            if len(alike[value]) == 1:
                self._issue(alike.pop(value))
        for value in sorted(alike):
            found = [
                self._hash_paths(label, {label: "_:b0"}, depth=0)
                for label in alike[value]
                if label not in self._canonical
            ]
            found.sort(key=_path_hash)
            for _, issued in found:
                self._issue(issued)
        return self._canonical

    def _issue(self, labels: Iterable[str]) -> None:
        for label in labels:
            self._canonical.setdefault(label, f"_:c14n{len(self._canonical)}")

    def _hash_paths(self, label: str, issued: _Issued, *, depth: int) -> tuple[str, _Issued]:
        """Return the N-degree hash of a blank node, and the labels issued on the way (section 4.8)."""
        if depth > MAX_DEPTH:
            _raise_too_complex()
        text = ""
        for related_hash, related in sorted(self._related(label, issued).items()):
            path, issued = self._shortest_path(related, issued, depth=depth)
            text += related_hash + path
        return self._digest(text), issued

    def _related(self, label: str, issued: _Issued) -> dict[str, list[str]]:
        """Return the blank nodes that share a quad with ``label``, by how they are related (section 4.7)."""
        mentions = self._mentions[label]
        self._charge(len(mentions))
        related: defaultdict[str, list[str]] = defaultdict(list)
        for subject, predicate, term, graph in mentions:
            for other, position in ((subject, f"s{predicate}"), (term, f"o{predicate}"), (graph, "g")):
                if other[:1] == "_" and other != label:
                    name = self._canonical.get(other) or issued.get(other) or self._hashes[other]
                    related[self._digest(position + name)].append(other)
        return related

    def _shortest_path(self, related: list[str], issued: _Issued, *, depth: int) -> tuple[str, _Issued]:
        """Return the least path through blank nodes that are related alike, and the labels issued on it."""
        chosen: tuple[str, _Issued] | None = None
        for order in permutations(related):
            # Each path also copies the labels issued so far, which costs a fraction of looking at a quad.
            self._charge(len(order) + len(issued) // 64)
            found = self._path(order, issued, best=chosen[0] if chosen else "", depth=depth)
            if found is not None and (chosen is None or found[0] < chosen[0]):
                chosen = found
        if chosen is None:
            _raise_too_complex()
        return chosen

    def _path(
        self, order: Iterable[str], issued: _Issued, *, best: str, depth: int
    ) -> tuple[str, _Issued] | None:
        """Return the path in this order, or ``None`` as soon as it cannot be less than the ``best`` one."""
        issued = issued.copy()
        path = ""
        pending = []
        for label in order:
            known = self._canonical.get(label) or issued.get(label)
            if known is None:
                known = issued[label] = f"_:b{len(issued)}"
                pending.append(label)
            path += known
            if best and len(path) >= len(best) and path > best:
                return None
        for label in pending:
            value, deeper = self._hash_paths(label, issued, depth=depth + 1)
            path += f"{issued[label]}<{value}>"
            issued = deeper
            if best and len(path) >= len(best) and path > best:
                return None
        return path, issued

    def _charge(self, work: int) -> None:
        self._work_left -= work
        if self._work_left < 0:
            _raise_too_complex()


def _blanks(quad: Quad) -> set[str]:
    return {part for part in quad if part[:1] == "_"}


def _path_hash(found: tuple[str, _Issued]) -> str:
    return found[0]


def _digest_named(hash_name: str) -> _Digest:
    if hash_name == "sha256":
        return _sha256
    if hash_name == "sha384":
        return _sha384
    raise UsageError("rdfc.unknown_hash", "RDFC-1.0 hashes with sha256 or sha384.")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _sha384(text: str) -> str:
    return hashlib.sha384(text.encode()).hexdigest()


def _raise_too_complex() -> NoReturn:
    raise DocumentError(
        "rdfc.too_complex",
        "The blank nodes are too entangled to be told apart within the limit.",
        mend="Give the nodes identifiers of their own.",
    ) from None


def _raise_surrogate() -> NoReturn:
    raise DocumentError("rdfc.lone_surrogate", "A term holds half of a surrogate pair.") from None
