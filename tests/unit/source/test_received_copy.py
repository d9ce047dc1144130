"""Copies that arrive over the network: whole when they are said to be, and known to be ours until a job has them."""

import os
import shutil
from pathlib import Path

import pytest

from lab.databases.small_disk import largest_file
from uploader_gui.domain.errors import ErrorCode, SourceError
from uploader_gui.source.received_copy import ReceivedCopy, interrupted_arrivals
from uploader_gui.source.source_file import take_fingerprint

DATA = os.urandom(100_000)


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    return tmp_path / "state" / "arriving"


@pytest.fixture
def arrival(tmp_path: Path, notes: Path) -> ReceivedCopy:
    return ReceivedCopy(tmp_path / "staging", "film.mp4", notes)


def test_copy_is_whole_and_private_and_noted_until_a_job_has_it(arrival: ReceivedCopy, notes: Path) -> None:
    arrival.write([DATA[:10], DATA[10:]])
    assert not arrival.path.exists()  # only a whole one stands under that name
    fingerprint = arrival.finish()
    assert arrival.path.read_bytes() == DATA
    assert fingerprint == take_fingerprint(arrival.path)
    assert arrival.path.stat().st_mode & 0o777 == 0o600
    assert interrupted_arrivals(notes) == {arrival.job_id: arrival.path}
    arrival.hand_on()
    assert interrupted_arrivals(notes) == {}
    assert arrival.path.exists()


def test_empty_file_arrives(arrival: ReceivedCopy) -> None:
    assert arrival.finish().size == 0


def test_full_staging_directory_is_said_and_nothing_is_left(arrival: ReceivedCopy, notes: Path) -> None:
    with largest_file(1000), pytest.raises(SourceError) as caught:
        arrival.write([DATA])
    assert caught.value.code == ErrorCode.STAGING_FULL
    arrival.discard()
    assert list(arrival.path.parent.iterdir()) == []
    assert interrupted_arrivals(notes) == {}


def test_staging_directory_that_went_away_is_said(arrival: ReceivedCopy) -> None:
    arrival.write([DATA])
    shutil.rmtree(arrival.path.parent)
    with pytest.raises(SourceError) as caught:
        arrival.finish()
    assert caught.value.code == ErrorCode.STAGING_FAILED
    assert "Choose another one" in caught.value.message


def test_copy_that_cannot_be_deleted_stays_known_for_the_next_start(
    arrival: ReceivedCopy, notes: Path
) -> None:
    arrival.write([DATA])
    arrival.path.mkdir()  # stands in for a disk that refuses
    arrival.discard()
    assert interrupted_arrivals(notes) == {arrival.job_id: arrival.path}


def test_where_nothing_ever_arrived_nothing_was_interrupted(notes: Path) -> None:
    assert interrupted_arrivals(notes) == {}


@pytest.mark.case("S06")
def test_what_lies_in_a_forms_place_is_not_written_into(arrival: ReceivedCopy, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    arrival.path.parent.mkdir()
    arrival.path.with_name(arrival.path.name + ".partial").symlink_to(victim)
    with pytest.raises(SourceError) as caught:
        arrival.write([DATA])
    assert caught.value.code == ErrorCode.STAGING_FAILED
    assert victim.read_bytes() == b"precious"


@pytest.mark.case("S06")
@pytest.mark.skipif(os.name == "nt", reason="Windows tells owners otherwise")
def test_no_form_arrives_where_others_may_write(arrival: ReceivedCopy) -> None:
    arrival.path.parent.mkdir()
    arrival.path.parent.chmod(0o1777)
    with pytest.raises(SourceError, match="is not yours alone"):
        arrival.write([DATA])


@pytest.mark.case("S06")
def test_the_note_of_a_form_is_private(arrival: ReceivedCopy, notes: Path) -> None:
    arrival.write([DATA])
    assert (notes / arrival.job_id).stat().st_mode & 0o777 == 0o600
