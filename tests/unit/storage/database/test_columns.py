import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import pytest

from uploader_gui.storage.database.columns import ColumnForm, Columns


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class Wheels:
    count: int
    colour: Colour


@dataclass(frozen=True, slots=True)
class Car:
    name: str
    wheels: Wheels
    is_old: bool
    seen_at: datetime
    sold_at: datetime | None
    price: float | None
    colour: Colour | None
    number: int = 0

    @property
    def label(self) -> str:
        return f"{self.name} {self.number}"


CARS = Columns(
    Car, names={"wheels.colour": "wheel_colour", "number": "plate"}, forms={"number": ColumnForm(str, int)}
)
AT = datetime(2026, 11, 28, 12, tzinfo=UTC)
FULL = Car(
    "Ada",
    Wheels(4, Colour.RED),
    is_old=True,
    seen_at=AT,
    sold_at=AT,
    price=1.5,
    colour=Colour.RED,
    number=2**70,
)
BARE = Car("Bob", Wheels(3, Colour.RED), is_old=False, seen_at=AT, sold_at=None, price=None, colour=None)


def test_columns_stand_in_the_order_of_the_fields_with_the_nested_ones_in_place() -> None:
    assert CARS.names == (
        "name", "count", "wheel_colour", "is_old", "seen_at", "sold_at", "price", "colour", "plate",
    )  # fmt: skip


@pytest.mark.parametrize("car", [FULL, BARE])
def test_what_is_written_is_read_as_it_was(car: Car) -> None:
    sqlite = sqlite3.connect(":memory:")
    sqlite.row_factory = sqlite3.Row
    written = CARS.only(CARS.names)
    row = sqlite.execute(
        f"SELECT {', '.join('?' for _ in written.names)}, 'more' AS behind", written.of(car)
    ).fetchone()
    assert CARS.load(row) == car


def test_an_enum_is_stored_by_value_and_none_of_its_members_as_empty_text() -> None:
    chosen = CARS.only({"colour", "sold_at", "wheel_colour"}, computed=["label"])
    assert chosen.names == ("wheel_colour", "sold_at", "colour", "label")
    assert chosen.of(FULL) == ["red", "2026-11-28 12:00:00.000000", "red", f"Ada {2**70}"]
    assert chosen.of(BARE) == ["red", None, "", "Bob 0"]


def test_a_field_that_no_column_can_hold_is_refused_at_the_start() -> None:
    @dataclass(frozen=True, slots=True)
    class Shelf:
        books: list[str]

    with pytest.raises(TypeError, match="no form"):
        Columns(Shelf)


def test_only_a_dataclass_has_columns() -> None:
    with pytest.raises(TypeError, match="no dataclass"):
        Columns(int)
