from datetime import UTC, datetime, timedelta

import pytest

from uploader_gui.domain.store.store_traits import ASKED_AGAIN_AFTER, Learned, StoreTraits, Trait, flag

MOMENT = timedelta(minutes=1)


def known(trait: Trait, value: str, age: timedelta = MOMENT) -> StoreTraits:
    return StoreTraits({trait: Learned(value, datetime.now(UTC) - age)})


@pytest.mark.parametrize("is_so", [True, False])
def test_what_was_seen_is_known(is_so: bool) -> None:
    assert known(Trait.REPEATS, flag(is_so=is_so)).has(Trait.REPEATS) is is_so


def test_what_was_never_seen_is_unknown() -> None:
    assert StoreTraits().has(Trait.REPEATS) is None
    assert known(Trait.REGION, "eu-1").has(Trait.REGION) is None
    assert known(Trait.REGION, "eu-1").said(Trait.REGION) == "eu-1"


def test_what_was_seen_long_ago_is_unknown_again() -> None:
    assert known(Trait.REPEATS, "yes", ASKED_AGAIN_AFTER - MOMENT).has(Trait.REPEATS) is True
    assert known(Trait.REPEATS, "yes", ASKED_AGAIN_AFTER + MOMENT).has(Trait.REPEATS) is None
