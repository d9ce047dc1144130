from datetime import UTC, datetime

from uploader_gui.domain.store.store_traits import Learned, Trait, TraitPlace
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.database.trait_table import TraitTable

NOW = datetime(2026, 11, 25, 2, 30, tzinfo=UTC)
REPEATS = TraitPlace("http://nas:9000", "", Trait.REPEATS)
REGION = TraitPlace("http://nas:9000", "films", Trait.REGION)
ELSEWHERE = TraitPlace("https://s3.example.com", "", Trait.REPEATS)
YES = Learned("yes", NOW)


def test_what_was_learned_reads_back_and_the_newest_word_counts(database: Database) -> None:
    table = TraitTable(database)
    assert table.load() == {}
    table.keep(REPEATS, YES)
    table.keep(REGION, Learned("eu-1", NOW))
    table.keep(REPEATS, Learned("no", NOW))

    assert table.load() == {REPEATS: Learned("no", NOW), REGION: Learned("eu-1", NOW)}


def test_what_is_unknown_again_is_kept_no_more(database: Database) -> None:
    table = TraitTable(database)
    table.keep(REPEATS, YES)
    table.keep(REGION, Learned("eu-1", NOW))
    table.keep(REPEATS, None)

    assert table.load() == {REGION: Learned("eu-1", NOW)}


def test_forgetting_a_store_leaves_the_others(database: Database) -> None:
    table = TraitTable(database)
    for place in (REPEATS, REGION, ELSEWHERE):
        table.keep(place, YES)
    table.forget(REPEATS.endpoint)

    assert table.load() == {ELSEWHERE: YES}


def test_what_a_newer_program_has_learned_is_passed_over(database: Database) -> None:
    table = TraitTable(database)
    table.keep(REPEATS, YES)
    newer = "SELECT endpoint, bucket, 'taste', value, learned_at FROM store_traits"
    database.write(lambda sqlite: sqlite.execute(f"INSERT INTO store_traits {newer}"))

    assert table.load() == {REPEATS: YES}
