"""The files of a drop, without a window."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gui.scenes.dialog_scenes import a_new_job, found
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.hashes import HashKind
from uploader_gui.domain.job import ConflictPolicy, NewJob
from uploader_gui.domain.messages import messages_of
from uploader_gui.domain.store.found_progress import FOUND_CHOICES, FoundPolicy
from uploader_gui.gui.drop.drop_files import DropTotals
from uploader_gui.gui.drop.drop_model import DropColumn, DropModel, Page
from uploader_gui.gui.words.wording import moment_words
from uploader_gui.source.scan import ScannedFile
from uploader_gui.transfer.intake.preview import DestinationState
from uploader_gui.transfer.job.conflict import ObjectThere

EDIT = Qt.ItemDataRole.EditRole
CHECK = Qt.ItemDataRole.CheckStateRole
TIP = Qt.ItemDataRole.ToolTipRole


def a_drop(count: int = 3) -> tuple[DropModel, list[NewJob]]:
    """A model whose first file's place is taken."""
    new = [a_new_job(number, f"{number}.mov", 1_000_000) for number in range(count)]
    model = DropModel(ConflictPolicy.REFUSE)
    refused = Refusal("/footage/x", "", 0, ErrorCode.LINK_BROKEN, messages_of("This link leads nowhere."))
    model.show_files(new, [refused], "2026/")
    model.show_destination_states({new[0].destination.object_key: DestinationState.TAKEN})
    return model, new


def test_the_model_keeps_qts_rules_on_every_page(qtmodeltester: ModelTester) -> None:
    model, _ = a_drop()
    for page in Page:
        model.show_page(page)
        qtmodeltester.check(model)


def test_only_a_taken_place_can_be_decided(qtbot: QtBot) -> None:
    model, new = a_drop()
    taken, free = model.index(0, DropColumn.OUTCOME), model.index(1, DropColumn.OUTCOME)
    assert taken.flags() & Qt.ItemFlag.ItemIsEditable
    assert not free.flags() & Qt.ItemFlag.ItemIsEditable
    assert not model.setData(free, ConflictPolicy.OVERWRITE, EDIT)
    with qtbot.waitSignal(model.changed):
        assert model.setData(taken, ConflictPolicy.OVERWRITE, EDIT)
    assert model.choices() == {new[0].source_path: ConflictPolicy.OVERWRITE}


def test_size_and_day_of_what_is_there_already_are_shown_beside_the_file() -> None:
    model, new = a_drop()
    at = datetime(2026, 3, 1, 10, 5, tzinfo=UTC).astimezone()
    there = [ObjectThere(900_000, at), ObjectThere(1_000_001, at), ObjectThere(1_000_000, at)]
    keys = [one.destination.object_key for one in new]
    model.show_destination_states(
        dict.fromkeys(keys, DestinationState.TAKEN), there=dict(zip(keys, there, strict=True))
    )
    assert model.is_about_taken_places
    day = moment_words(at)
    shown = [model.index(row, DropColumn.THERE).data() for row in range(3)]
    assert shown == [f"900 kB, {day}", f"1,000,001 B, {day}", f"Same size, {day}"]
    assert f"900 kB, {day}" in model.index(0, DropColumn.OUTCOME).data(TIP)


def test_what_was_not_decided_is_skipped_and_one_answer_holds_for_all() -> None:
    model, new = a_drop()
    assert model.shared_choice() is ConflictPolicy.SKIP
    model.show_destination_states({one.destination.object_key: DestinationState.TAKEN for one in new})
    model.setData(model.index(0, DropColumn.OUTCOME), ConflictPolicy.RENAME, EDIT)
    assert model.shared_choice() is None
    model.choose_for_all(ConflictPolicy.OVERWRITE)
    assert set(model.choices().values()) == {ConflictPolicy.OVERWRITE}


def test_a_choice_outlives_another_prefix() -> None:
    model, new = a_drop()
    model.setData(model.index(0, DropColumn.OUTCOME), ConflictPolicy.RENAME, EDIT)
    model.show_files(new, [])
    model.show_destination_states({new[0].destination.object_key: DestinationState.TAKEN})
    assert model.choices() == {new[0].source_path: ConflictPolicy.RENAME}


def begun_drop(minutes_ago: int) -> tuple[DropModel, NewJob]:
    """A model whose first file is partly there, its last part written so long ago."""
    model, new = a_drop()
    key = new[0].destination.object_key
    model.show_destination_states(
        {key: DestinationState.BEGUN}, {key: found(1_000_000, 61, minutes_ago=minutes_ago)}
    )
    return model, new[0]


@pytest.mark.case("L2.1")
def test_a_file_that_is_partly_there_is_gone_on_with_unless_decided_otherwise() -> None:
    model, new = begun_drop(minutes_ago=60)
    place = model.index(0, DropColumn.OUTCOME)
    assert place.data() == "Go on from 61 %"
    assert model.options(place) == FOUND_CHOICES
    assert model.found_choices() == {new.source_path: FoundPolicy.CONTINUE}
    assert model.choices() == {}
    assert model.setData(place, FoundPolicy.ANEW.value, EDIT)
    assert model.found_choices() == {new.source_path: FoundPolicy.ANEW}
    model.choose_for_all(FoundPolicy.REFUSE)
    assert model.shared_found_choice() is FoundPolicy.REFUSE


@pytest.mark.case("L2.2")
def test_a_file_that_another_computer_may_be_at_is_left_alone_unless_decided_otherwise() -> None:
    model, new = begun_drop(minutes_ago=3)
    assert model.found_choices() == {new.source_path: FoundPolicy.REFUSE}
    assert "another computer may be at it" in model.index(0, DropColumn.OUTCOME).data(TIP)


def test_files_on_their_way_and_left_out_say_so() -> None:
    model, new = a_drop()
    model.show_destination_states(
        {
            new[0].destination.object_key: DestinationState.KNOWN,
            new[1].destination.object_key: DestinationState.BUSY,
        }
    )
    outcomes = [model.index(row, DropColumn.OUTCOME).data() for row in range(3)]
    assert outcomes == ["Is in the list", "Another file is on its way there", "Upload"]
    model.show_page(Page.LEFT_OUT)
    assert model.index(0, DropColumn.PLACE).data() == "This link leads nowhere."


def test_ten_thousand_files_are_counted() -> None:
    model, _ = a_drop(10_000)
    assert (model.rowCount(), model.totals().size) == (10_000, 9_999_000_000)


@pytest.mark.case("W11")
def test_only_what_will_be_sent_is_counted() -> None:
    model, new = a_drop(6)
    key = [one.destination.object_key for one in new]
    model.show_destination_states(
        {
            key[1]: DestinationState.KNOWN,
            key[2]: DestinationState.BEGUN,
            key[3]: DestinationState.BEGUN,
            key[4]: DestinationState.BUSY,
        },
        {key[2]: found(1_000_000, 40), key[3]: found(1_000_000, 40, minutes_ago=3)},
    )
    missing = 1_000_000 - found(1_000_000, 40).size
    assert model.totals() == DropTotals(2, 1_000_000 + missing, skipped=1, left_alone=1, on_their_way=2)
    model.choose_for_all(ConflictPolicy.OVERWRITE)
    model.choose_for_all(FoundPolicy.ANEW)
    assert model.totals() == DropTotals(4, 4_000_000, on_their_way=2)


@pytest.mark.case("W11")
def test_a_file_is_left_out_by_its_check_mark_and_taken_after_all(qtbot: QtBot) -> None:
    model, new = a_drop()
    mark = model.index(1, DropColumn.FILE)
    assert mark.flags() & Qt.ItemFlag.ItemIsUserCheckable
    with qtbot.waitSignal(model.changed):
        assert model.setData(mark, Qt.CheckState.Unchecked, CHECK)
    assert mark.data(CHECK) is Qt.CheckState.Unchecked
    assert model.index(1, DropColumn.OUTCOME).data() == "Not ticked"
    assert model.totals() == DropTotals(1, 1_000_000, skipped=1, left_out=1)
    assert model.chosen(new, "") == [new[0], new[2]]
    model.toggle([1])
    assert model.totals().left_out == 0
    model.toggle([1])
    model.toggle([0, 1, 2])
    assert model.totals() == DropTotals(left_out=3)
    assert not model.index(0, DropColumn.OUTCOME).flags() & Qt.ItemFlag.ItemIsEditable


@pytest.mark.case("W11")
def test_what_was_refused_has_no_check_mark_nor_a_file_that_is_asked_about_again() -> None:
    model, new = a_drop()
    model.show_page(Page.LEFT_OUT)
    assert not model.index(0, DropColumn.FILE).flags() & Qt.ItemFlag.ItemIsUserCheckable
    asked = DropModel(ConflictPolicy.REFUSE, may_choose_files=False)
    asked.show_files(new, [])
    assert asked.index(0, DropColumn.FILE).data(CHECK) is None
    assert not asked.index(0, DropColumn.PLACE).flags() & Qt.ItemFlag.ItemIsEditable
    asked.toggle([0])
    assert asked.totals().count == 3


@pytest.mark.case("W11")
def test_a_key_is_edited_in_place_and_what_is_there_is_asked_anew(qtbot: QtBot) -> None:
    model, new = a_drop()
    place = model.index(0, DropColumn.PLACE)
    assert place.data(EDIT) == "2026/0.mov"
    with qtbot.waitSignal(model.renamed) as renamed:
        assert model.setData(place, " 2026/day 3/first.mov ", EDIT)
    (named,) = renamed.args
    assert named.destination.object_key == place.data() == "2026/day 3/first.mov"
    assert model.choices() == {}
    assert model.count(Page.TAKEN) == 0
    model.show_destination_states({"2026/day 3/first.mov": DestinationState.TAKEN})
    assert model.choices() == {new[0].source_path: ConflictPolicy.SKIP}
    assert model.chosen(new, "2026/")[0].destination.object_key == "2026/day 3/first.mov"


@pytest.mark.case("W11")
@pytest.mark.parametrize(
    ("key", "words"), [("2026/1.mov", "2 of the files would"), ("a/../b", ".."), ("", "name")]
)
def test_a_key_that_can_not_be_used_is_refused_in_words(qtbot: QtBot, key: str, words: str) -> None:
    model, _ = a_drop()
    with qtbot.waitSignal(model.refused) as refused:
        assert not model.setData(model.index(0, DropColumn.PLACE), key, EDIT)
    assert words in refused.args[0]
    assert model.index(0, DropColumn.PLACE).data() == "2026/0.mov"


@pytest.mark.case("W11")
def test_marks_and_names_outlive_another_prefix() -> None:
    model, _ = a_drop()
    model.show_files([a_new_job(number, f"{number}.mov", 1_000_000) for number in range(3)], [], "2026/")
    model.setData(model.index(0, DropColumn.PLACE), "2026/takes/first.mov", EDIT)
    model.setData(model.index(1, DropColumn.PLACE), "elsewhere/second.mov", EDIT)
    model.include([2], is_included=False)
    moved = [
        replace(one, destination=replace(one.destination, object_key=f"other/{one.file_name}"))
        for one in (a_new_job(number, f"{number}.mov", 1_000_000) for number in range(3))
    ]
    model.show_files(moved, [], "other/")
    keys = [model.index(row, DropColumn.PLACE).data() for row in range(3)]
    assert keys == ["other/takes/first.mov", "elsewhere/second.mov", "other/2.mov"]
    assert model.totals().left_out == 1


@pytest.mark.case("W11")
def test_columns_sort_the_files_and_the_selection_goes_along() -> None:
    model = DropModel(ConflictPolicy.REFUSE)
    sizes = {"b.mov": 20, "A.mov": 3, "c.mov": 100}
    model.show_files([a_new_job(number, name, size) for number, (name, size) in enumerate(sizes.items())], [])
    selected = QPersistentModelIndex(model.index(0, DropColumn.FILE))

    def names() -> list[str]:
        return [model.index(row, DropColumn.FILE).data() for row in range(3)]

    model.sort(DropColumn.SIZE, Qt.SortOrder.DescendingOrder)
    assert names() == ["c.mov", "b.mov", "A.mov"]
    assert (selected.row(), selected.data()) == (1, "b.mov")
    model.sort(DropColumn.FILE)
    assert names() == ["A.mov", "b.mov", "c.mov"]
    model.show_page(Page.FILES)
    assert names() == ["A.mov", "b.mov", "c.mov"]
    model.sort(-1)
    assert names() == ["b.mov", "A.mov", "c.mov"]


@pytest.mark.case("W11")
def test_hidden_files_and_links_out_of_the_folder_are_on_a_page_of_their_own() -> None:
    model = DropModel(ConflictPolicy.REFUSE)
    new = [a_new_job(number, name, 1000) for number, name in enumerate(("a.mov", ".env", "key.pem"))]
    noted = [
        ScannedFile(new[1].source_path, (), new[1].fingerprint, is_hidden=True),
        ScannedFile(new[2].source_path, (), new[2].fingerprint, leads_to="/home/me/key.pem"),
    ]
    model.show_files(new, [], "2026/", noted)
    assert model.count_noted() == (1, 1, 0)
    model.show_page(Page.NOTED)
    words = [model.index(row, DropColumn.PLACE).data() for row in range(model.rowCount())]
    assert words == ["Hidden file", "Link out of the folder, to /home/me/key.pem"]
    model.include([0, 1], is_included=False)
    assert (model.count_noted(), model.totals().count) == ((0, 0, 0), 1)


def test_files_that_are_compared_with_a_list_are_counted_and_those_that_it_lacks_are_worth_a_look() -> None:
    model = DropModel(ConflictPolicy.REFUSE)
    new = [a_new_job(number, name, 1000) for number, name in enumerate(("a.mov", "b.mov", "made.mov"))]
    new[0] = replace(new[0], expected_hashes=((HashKind.XXH64, "0" * 16),))
    new[2] = replace(new[2], expected_hashes=((HashKind.XXH64, ""),))
    model.show_files(
        new, [], "2026/", [ScannedFile(new[1].source_path, (), new[1].fingerprint, is_unlisted=True)]
    )
    assert (model.count_compared(), model.count_noted()) == (1, (0, 0, 1))
    model.show_page(Page.NOTED)
    assert model.index(0, DropColumn.PLACE).data() == "In no media hash list"
    model.show_page(Page.FILES)
    model.include([0], is_included=False)
    assert model.count_compared() == 0


@pytest.mark.case("W15")
def test_a_line_break_in_a_name_is_seen_and_outlives_the_editing_of_the_key() -> None:
    model = DropModel(ConflictPolicy.REFUSE)
    model.show_files([a_new_job(1, "two\nlines.mov", 1000)], [], "2026/")
    assert model.index(0, DropColumn.FILE).data() == "two↵lines.mov"
    place = model.index(0, DropColumn.PLACE)
    assert (place.data(), place.data(EDIT)) == ("2026/two↵lines.mov", "2026/two\nlines.mov")
