"""Which columns a frozen dataclass has in its table: derived from its fields, once, when the program starts."""

import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from operator import attrgetter
from types import NoneType, UnionType
from typing import Generic, TypeVar, get_args

from uploader_gui.storage.database.column_values import Value, maybe_text, maybe_time, time_of, time_text

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class ColumnForm:
    """How a field stands in its column: ``write`` makes what SQLite holds, ``read`` the field's value again.

    None: the value stands there as it is.
    """

    write: Callable[..., Value] | None = None
    read: Callable[..., object] | None = None


_AS_IT_IS = ColumnForm()
_FORMS: Mapping[object, ColumnForm] = {
    int: _AS_IT_IS,
    float: _AS_IT_IS,
    str: _AS_IT_IS,
    bool: ColumnForm(read=bool),
    datetime: ColumnForm(time_text, time_of),
}


@dataclass(frozen=True, slots=True)
class _Column:
    path: str
    name: str
    form: ColumnForm


class ColumnSet(Generic[_T]):
    """Some columns of a dataclass, two or more, to be written. Any thread."""

    def __init__(self, columns: Sequence[_Column]) -> None:
        self.names = tuple(column.name for column in columns)
        self._fields = attrgetter(*(column.path for column in columns))
        self._writers = [(at, write) for at, column in enumerate(columns) if (write := column.form.write)]

    def of(self, value: _T) -> list[Value]:
        """What stands in these columns for this value, in the order of ``names``."""
        written = list(self._fields(value))
        for at, write in self._writers:
            written[at] = write(written[at])
        return written


class Columns(Generic[_T]):
    """The columns of a dataclass in the order of its fields; a nested one has a column for each of its own fields.

    ``names`` (by the path of a field, such as ``destination.bucket``) are those of columns that are not called
    like their field, ``forms`` those that do not follow from its type. No member of an enum is "", which is
    no member's value. Any thread.
    """

    def __init__(
        self,
        make: type[_T],
        *,
        names: Mapping[str, str] | None = None,
        forms: Mapping[str, ColumnForm] | None = None,
    ) -> None:
        """Raises TypeError for a field of a type that has no form."""
        self._forms = forms or {}
        columns = [
            _Column(
                path, (names or {}).get(path, path.rpartition(".")[2]), self._forms.get(path) or _form(kind)
            )
            for path, kind in _leaves(make)
        ]
        self.names = tuple(column.name for column in columns)
        self._columns = columns
        self._make: Callable[..., _T] = make
        self._readers = [(at, read) for at, column in enumerate(columns) if (read := column.form.read)]
        self._nested = [(_places(columns, name), kind) for name, kind in _nested(make)]

    def load(self, row: sqlite3.Row) -> _T:
        """The value of a row that begins with all columns in their order."""
        # By place: sqlite3.Row looks for a name by comparing it with one after another.
        values = list(row[: len(self.names)])
        for at, read in self._readers:
            values[at] = read(values[at])
        for places, make in reversed(self._nested):  # the places behind one move
            values[places] = [make(*values[places])]
        return self._make(*values)

    def only(self, names: Collection[str], *, computed: Sequence[str] = ()) -> ColumnSet[_T]:
        """Those columns with these names, and behind them those of ``computed`` properties, which are only written."""
        chosen = [column for column in self._columns if column.name in names]
        others = [_Column(name, name, self._forms.get(name, _AS_IT_IS)) for name in computed]
        return ColumnSet(chosen + others)


def _leaves(kind: type, before: str = "") -> Iterator[tuple[str, object]]:
    """Each field that has a column, by path, with its type."""
    for name, inner in _fields(kind):
        if isinstance(inner, type) and is_dataclass(inner):
            yield from _leaves(inner, f"{before}{name}.")
        else:
            yield f"{before}{name}", inner


def _nested(kind: type) -> Iterator[tuple[str, Callable[..., object]]]:
    for name, inner in _fields(kind):
        if isinstance(inner, type) and is_dataclass(inner):
            yield name, inner


def _fields(kind: type) -> Iterator[tuple[str, object]]:
    if not is_dataclass(kind):
        raise TypeError(f"{kind} is no dataclass")
    return ((field.name, field.type) for field in fields(kind))


def _places(columns: Sequence[_Column], name: str) -> slice:
    inside = [at for at, column in enumerate(columns) if column.path.startswith(f"{name}.")]
    return slice(inside[0], inside[-1] + 1)


def _form(kind: object) -> ColumnForm:
    kinds = get_args(kind) if isinstance(kind, UnionType) else (kind,)
    (one,) = (member for member in kinds if member is not NoneType)
    if isinstance(one, type) and issubclass(one, StrEnum):
        return _maybe_member(one) if NoneType in kinds else ColumnForm(str, _member_of(one))
    if NoneType in kinds and one is datetime:
        return ColumnForm(maybe_text, maybe_time)
    if one not in _FORMS or (NoneType in kinds and _FORMS[one] != _AS_IT_IS):
        raise TypeError(f"{kind} has no form in a column")
    return _FORMS[one]


def _maybe_member(kind: type[StrEnum]) -> ColumnForm:
    member_of = _member_of(kind)
    return ColumnForm(
        lambda member: "" if member is None else str(member), lambda text: member_of(text) if text else None
    )


def _member_of(kind: type[StrEnum]) -> Callable[[str], StrEnum]:
    members = {member.value: member for member in kind}  # calling the enum takes four times as long
    return lambda text: members.get(text) or kind(text)
