"""The files of a drop, without a window."""

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gui.dialog_scenes import a_new_job
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.job import ConflictPolicy, NewJob
from uploader_gui.domain.messages import messages_of
from uploader_gui.gui.drop.drop_model import Column, DropModel, Page
from uploader_gui.transfer.intake.preview import DestinationState

EDIT = Qt.ItemDataRole.EditRole


def a_drop(count: int = 3) -> tuple[DropModel, list[NewJob]]:
    """A model whose first file's place is taken."""
    new = [a_new_job(number, f"{number}.mov", 1_000_000) for number in range(count)]
    model = DropModel(ConflictPolicy.REFUSE)
    model.show_files(
        new, [Refusal("/footage/x", "", 0, ErrorCode.LINK_BROKEN, messages_of("This link leads nowhere."))]
    )
    model.show_destination_states({new[0].destination.object_key: DestinationState.TAKEN})
    return model, new


def test_the_model_keeps_qts_rules_on_every_page(qtmodeltester: ModelTester) -> None:
    model, _ = a_drop()
    for page in Page:
        model.show_page(page)
        qtmodeltester.check(model)


def test_only_a_taken_place_can_be_decided(qtbot: QtBot) -> None:
    model, new = a_drop()
    taken, free = model.index(0, Column.OUTCOME), model.index(1, Column.OUTCOME)
    assert taken.flags() & Qt.ItemFlag.ItemIsEditable
    assert not free.flags() & Qt.ItemFlag.ItemIsEditable
    assert not model.setData(free, ConflictPolicy.OVERWRITE, EDIT)
    with qtbot.waitSignal(model.changed):
        assert model.setData(taken, ConflictPolicy.OVERWRITE, EDIT)
    assert model.choices() == {new[0].source_path: ConflictPolicy.OVERWRITE}


def test_what_was_not_decided_is_skipped_and_one_answer_holds_for_all() -> None:
    model, new = a_drop()
    assert model.shared_choice() is ConflictPolicy.SKIP
    model.show_destination_states({one.destination.object_key: DestinationState.TAKEN for one in new})
    model.setData(model.index(0, Column.OUTCOME), ConflictPolicy.RENAME, EDIT)
    assert model.shared_choice() is None
    model.choose_for_all(ConflictPolicy.OVERWRITE)
    assert set(model.choices().values()) == {ConflictPolicy.OVERWRITE}


def test_a_choice_outlives_another_prefix() -> None:
    model, new = a_drop()
    model.setData(model.index(0, Column.OUTCOME), ConflictPolicy.RENAME, EDIT)
    model.show_files(new, [])
    model.show_destination_states({new[0].destination.object_key: DestinationState.TAKEN})
    assert model.choices() == {new[0].source_path: ConflictPolicy.RENAME}


def test_files_on_their_way_and_left_out_say_so() -> None:
    model, new = a_drop()
    model.show_destination_states(
        {
            new[0].destination.object_key: DestinationState.KNOWN,
            new[1].destination.object_key: DestinationState.BUSY,
        }
    )
    outcomes = [model.index(row, Column.OUTCOME).data() for row in range(3)]
    assert outcomes == ["Is in the list", "Another file is on its way there", "Upload"]
    model.show_page(Page.LEFT_OUT)
    assert model.index(0, Column.PLACE).data() == "This link leads nowhere."


def test_ten_thousand_files_are_counted() -> None:
    model, _ = a_drop(10_000)
    assert (model.rowCount(), model.total_size()) == (10_000, 10_000_000_000)
