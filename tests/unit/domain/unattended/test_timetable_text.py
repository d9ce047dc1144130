"""The small language of timetables: what people type, how it is written, and what is said of a slip."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.unattended.timetable import (
    NO_LIMIT,
    NOTHING,
    Effect,
    Hours,
    Rule,
    Span,
    Timetable,
)
from uploader_gui.domain.unattended.timetable_text import clean_timetable, parsed_timetable, timetable_text

SPANS = st.tuples(st.integers(0, 1439), st.integers(0, 1440)).filter(lambda one: one[0] != one[1])
HOURS = st.builds(
    Hours,
    st.frozensets(st.integers(0, 6), min_size=1),
    st.lists(SPANS.map(lambda one: Span(*one)), max_size=3).map(tuple),
)
EFFECTS = st.one_of(st.just(NO_LIMIT), st.just(NOTHING), st.integers(1, 10**12).map(Effect))
ALL_HOURS = st.lists(HOURS, min_size=1, max_size=3).map(tuple)
RULES = st.one_of(
    st.builds(Rule, ALL_HOURS, EFFECTS),
    st.builds(Rule, ALL_HOURS, st.just(NOTHING), is_outside=st.just(value=True)),
)
LAST = st.one_of(st.just(()), EFFECTS.map(lambda effect: (Rule((), effect),)))


@given(st.lists(RULES, max_size=4), LAST)
def test_every_timetable_is_read_again_as_it_was_written(rules: list[Rule], last: tuple[Rule, ...]) -> None:
    timetable = Timetable((*rules, *last))
    assert parsed_timetable(timetable_text(timetable)) == timetable


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("08-18 Mon-Fri 2 MB/s, else none", "08:00-18:00 Mon-Fri 2 MB/s; else no limit"),
        ("only between 20:00-06:00", "only between 20:00-06:00"),
        ("mon-fri 8-18 2m\nsat,sun none", "08:00-18:00 Mon-Fri 2 MB/s; Sat-Sun no limit"),
        ("Mon, Wed, Fri 9:30-12:00, 13-17 400 kB/s", "09:30-12:00, 13:00-17:00 Mon, Wed, Fri 400 kB/s"),
        ("only 20-06 Mon-Thu or Fri-Sun", "only between 20:00-06:00 Mon-Thu or Fri-Sun"),
        ("Only on weekend", "only on Sat-Sun"),
        ("weekdays 08–18 nothing ; always 1.5 MB/s", "08:00-18:00 Mon-Fri nothing; else 1.5 MB/s"),
        ("3 MB/s", "always 3 MB/s"),
        ("Sat-Mon 800 B/s", "Mon, Sat-Sun 800 B/s"),
        ("\n 20-24 no limit;;\n else stop \n", "20:00-24:00 no limit; else nothing"),
        ("  ", ""),
    ],
)
def test_what_is_typed_is_written_in_one_way(typed: str, written: str) -> None:
    assert clean_timetable(typed) == written
    assert clean_timetable(written) == written


def test_the_rules_can_stand_on_lines_of_their_own() -> None:
    rules = parsed_timetable("08-18 2 MB/s; else none")

    text = timetable_text(rules, between="\n")

    assert text == "08:00-18:00 2 MB/s\nelse no limit"
    assert parsed_timetable(text) == rules


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            "08-18 Mox-Fri 2 MB/s",
            "In rule 1 of the timetable, “Mox-Fri 2 MB/s” is not understood. What may be sent",
        ),
        ("08-18 Mon-Fry 2 MB/s", "“-Fry 2 MB/s” is not understood. A second weekday"),
        ("08-18 2 MB/s; 18-25 none", "In rule 2 of the timetable, “18-25” has a time that no clock shows"),
        ("08:60-09 none", "“08:60-09” has a time that no clock shows"),
        ("08-08 none", "“08-08” begins and ends at the same time"),
        ("08-18", "Rule 1 of the timetable ends too early"),
        ("08-18 2", "“2” is not understood. What may be sent"),
        ("08-18 2 Mbit/s", "“2 Mbit/s” is not understood. What may be sent"),
        ("08-18 0 MB/s", "“0 MB/s” is not understood. What may be sent"),
        ("08-18 2 MB/s 18-20 1 MB/s", "“18-20 1 MB/s” is not understood. The rule ended before it"),
        ("else none; 08-18 2 MB/s", "Rule 2 of the timetable, “08-18 2 MB/s”, can never apply"),
        ("only between", "Rule 1 of the timetable ends too early"),
        ("at night 2 MB/s", "“at night 2 MB/s” is not understood. Hours are expected"),
        ("x" * 4001, "4000 characters at most"),
    ],
)
def test_a_slip_is_refused_with_the_place_where_it_is(typed: str, said: str) -> None:
    with pytest.raises(BadSettingsError) as refused:
        parsed_timetable(typed)

    assert said in refused.value.message
