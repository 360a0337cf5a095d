"""Frozen views: a class of a standard written down once, as a table that both reads and judges.

The signed document is the JSON received, so a view keeps it whole in ``source``, unknown members included,
and reads a member only when asked for. Each attribute of a view class is a :class:`Member`: it knows the JSON
name (``valid_from`` reads ``validFrom``), whether there must be one, and its kind. :func:`judge` compiles the
same table to the function that validation runs. ``tests/cairn/credentials/test_view.py`` proves it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Generic, Self, TypeAlias, TypeVar, overload

from cairn.canonical.strict_json import JsonObject, JsonValue
from cairn.credentials.findings import Findings, below, failure, warning
from cairn.credentials.kinds import Find, Kind, read_text, wrong_type
from cairn.credentials.language import choose_text
from cairn.errors import DocumentError

T = TypeVar("T")
Rule: TypeAlias = Callable[[JsonObject], Findings]
"""Judges what one member says about another; a rule takes any object, however broken."""


class Member(Generic[T]):
    """One member of a view class; as an attribute of a view it is the member's value, typed."""

    __slots__ = ("_absent", "_read", "find", "is_required", "name")

    def __init__(
        self,
        find: Find,
        read: Callable[[JsonValue], T],
        *,
        name: str,
        is_required: bool,
        absent: Callable[[str], T],
    ) -> None:
        self.find = find
        self.is_required = is_required
        self.name = name
        self._read = read
        self._absent = absent

    def __set_name__(self, owner: type[View], attribute: str) -> None:
        if not self.name:
            first, *others = attribute.split("_")
            self.name = first + "".join(word.capitalize() for word in others)

    @overload
    def __get__(self, view: None, owner: type[View]) -> Self: ...
    @overload
    def __get__(self, view: View, owner: type[View]) -> T: ...
    def __get__(self, view: View | None, owner: type[View]) -> Self | T:
        if view is None:
            return self
        value = view.source.get(self.name, _ABSENT)
        if value is _ABSENT:
            return self._absent(self.name)
        try:
            return self._read(value)
        except DocumentError as error:
            raise error.at(f"/{self.name}") from None


_ABSENT: Final[Any] = object()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class View:
    """A reading of one JSON object; a member that is missing or of a wrong kind raises ``DocumentError``."""

    source: JsonObject

    members: ClassVar[dict[str, Member[Any]]] = {}
    rules: ClassVar[tuple[Rule, ...]] = ()
    is_closed: ClassVar[bool] = False

    def __init_subclass__(cls, *, is_closed: bool = False) -> None:
        own = {member.name: member for member in vars(cls).values() if isinstance(member, Member)}
        cls.members = cls.members | own
        cls.is_closed = is_closed

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.source.get('id', '')!r})"

    def text(self, member: str, *, languages: Iterable[str] = ()) -> str:
        """Return the text of a JSON member in the first of ``languages`` there is; empty when absent."""
        value = self.source.get(member)
        return "" if value is None else choose_text(value, languages=tuple(languages))


V = TypeVar("V", bound=View)
_JUDGES: Final[dict[type[View], Find]] = {}


def required(kind: Kind[T], name: str = "") -> Member[T]:
    """Return a member that there must be."""
    return Member(kind.find, kind.read, name=name, is_required=True, absent=_raise_missing)


def optional(kind: Kind[T], name: str = "") -> Member[T | None]:
    """Return a member that may be missing, and then reads as ``None``."""
    return Member[T | None](kind.find, kind.read, name=name, is_required=False, absent=lambda _name: None)


def many(kind: Kind[T], name: str = "", *, is_required: bool = False) -> Member[tuple[T, ...]]:
    """Return a member that must be an array; one value without its array is read, with a warning."""
    one = kind.find

    def find(value: JsonValue) -> Findings | None:
        if type(value) is list:
            return _find_in_items(one, value) if value or not is_required else failure(_empty())
        return [*(one(value) or ()), *_single_value()]

    return _list_member(kind, find, name=name, is_required=is_required)


def several(kind: Kind[T], name: str = "", *, is_required: bool = False) -> Member[tuple[T, ...]]:
    """Return a member that may be one value or an array of them, as VC Data Model 2.0 allows throughout."""
    one = kind.find

    def find(value: JsonValue) -> Findings | None:
        if type(value) is list:
            return _find_in_items(one, value) if value or not is_required else failure(_empty())
        return one(value)

    return _list_member(kind, find, name=name, is_required=is_required)


def single(kind: Kind[T], name: str = "") -> Member[tuple[T, ...]]:
    """Return a member that Open Badges wants alone; an array, which VC 2.0 allows, gives a warning."""
    one = kind.find

    def find(value: JsonValue) -> Findings | None:
        if type(value) is not list:
            return one(value)
        return [*(_find_in_items(one, value) or ()), *_many_values()]

    return _list_member(kind, find, name=name, is_required=False)


def type_set(*wanted: str, alternatives: tuple[str, ...] = ()) -> Member[tuple[str, ...]]:
    """Return the member ``type`` that is an array with all of ``wanted`` and one of ``alternatives``."""
    groups = [frozenset({word}) for word in wanted] + ([frozenset(alternatives)] if alternatives else [])

    def find(value: JsonValue) -> Findings | None:
        if type(value) is list:
            names = value
        elif type(value) is str:
            names = [value]
        else:
            return failure(wrong_type("an array of strings"))
        found: Findings = []
        for index, name in enumerate(names):
            if type(name) is not str:
                found += below(index, failure(wrong_type("a string")))
        for group in groups:
            if not any([name in group for name in names if type(name) is str]):
                found += failure(_type_missing(group))
        if names is not value:
            found += _single_value()
        return found or None

    return Member(find, _read_types, name="type", is_required=True, absent=_raise_missing)


def type_name(wanted: str = "") -> Member[tuple[str, ...]]:
    """Return the member ``type`` that is one string (``wanted``, or any); an array gives a warning."""

    def find(value: JsonValue) -> Findings | None:
        if type(value) is str:
            return None if value == wanted or not wanted else failure(_type_missing(frozenset({wanted})))
        if type(value) is not list or not value or not all([type(name) is str for name in value]):
            return failure(wrong_type("a string"))
        if wanted and wanted not in value:
            return failure(_type_missing(frozenset({wanted})))
        return _many_values()

    return Member(find, _read_types, name="type", is_required=True, absent=_raise_missing)


def node(view: type[V]) -> Kind[V]:
    """Return the kind of value that is an object of a view class."""
    return later(lambda: view)


def later(view: Callable[[], type[V]]) -> Kind[V]:
    """Return the kind of value that is an object of a view class which is not yet defined."""

    def find(value: JsonValue) -> Findings | None:
        return judge(view())(value)

    def read(value: JsonValue) -> V:
        if not isinstance(value, dict):
            raise wrong_type("an object")
        return view()(source=value)

    return Kind(find=find, read=read)


def judge(view: type[View]) -> Find:
    """Return the function that judges an object by the members and the rules of a view class."""
    find = _JUDGES.get(view)
    if find is None:
        find = _JUDGES[view] = _compile(view)
    return find


def _compile(view: type[View]) -> Find:
    finders = {name: member.find for name, member in view.members.items()}
    wanted = frozenset({name for name, member in view.members.items() if member.is_required})
    rules, is_closed, class_name = view.rules, view.is_closed, view.__name__

    def find(value: JsonValue) -> Findings | None:
        if type(value) is not dict:
            return failure(wrong_type("an object"))
        found: Findings = []
        for name, inner in value.items():
            finder = finders.get(name)
            if finder is not None:
                more = finder(inner)
                if more is not None:
                    found += below(name, more)
            elif is_closed:
                found += below(name, failure(_unknown_member(class_name)))
        if not wanted <= value.keys():
            for name in sorted(wanted - value.keys()):
                found += failure(missing_member(name))
        for rule in rules:
            found += rule(value)
        return found or None

    return find


def objects(node: JsonObject, name: str) -> list[tuple[str, JsonObject]]:
    """Return the objects that a member holds, alone or in an array, each with its pointer from ``node``."""
    value = node.get(name)
    if isinstance(value, dict):
        return [(f"/{name}", value)]
    if isinstance(value, list):
        return [(f"/{name}/{index}", item) for index, item in enumerate(value) if isinstance(item, dict)]
    return []


def missing_member(name: str) -> DocumentError:
    """Return the error of an object that lacks a member."""
    return DocumentError(
        "credential.member_missing", f"The member {name!r} is missing.", mend=f"Add {name!r}."
    )


def _list_member(kind: Kind[T], find: Find, *, name: str, is_required: bool) -> Member[tuple[T, ...]]:
    read_one = kind.read

    def read(value: JsonValue) -> tuple[T, ...]:
        return tuple([read_one(item) for item in value]) if isinstance(value, list) else (read_one(value),)

    absent = _raise_missing if is_required else _nothing
    return Member[tuple[T, ...]](find, read, name=name, is_required=is_required, absent=absent)


def _find_in_items(find: Find, items: list[JsonValue]) -> Findings | None:
    found: Findings | None = None
    for index, item in enumerate(items):
        more = find(item)
        if more is not None:
            found = (found or []) + below(index, more)
    return found


def _read_types(value: JsonValue) -> tuple[str, ...]:
    return tuple([read_text(name) for name in value]) if isinstance(value, list) else (read_text(value),)


def _nothing(_name: str) -> tuple[Any, ...]:
    return ()


def _raise_missing(name: str) -> Any:  # noqa: ANN401
    raise missing_member(name)


def _empty() -> DocumentError:
    return DocumentError(
        "credential.array_empty", "The array is empty where at least one is needed.", mend="Put one into it."
    )


def _single_value() -> Findings:
    return warning(
        DocumentError(
            "credential.single_value",
            "The value stands alone where the JSON Schemas of Open Badges want an array.",
            mend="Put it into an array.",
        )
    )


def _many_values() -> Findings:
    return warning(
        DocumentError(
            "credential.many_values",
            "The value is an array where the JSON Schemas of Open Badges want one value.",
            mend="Keep one value, without the array.",
        )
    )


def _type_missing(group: frozenset[str]) -> DocumentError:
    return DocumentError(
        "credential.type_missing",
        f"The type does not say {' or '.join(sorted(group))}.",
        mend=f"Add {min(group)!r} to the type.",
    )


def _unknown_member(class_name: str) -> DocumentError:
    return DocumentError(
        "credential.member_unknown",
        f"The standard allows no such member in {class_name}.",
        mend="Leave it out.",
    )
