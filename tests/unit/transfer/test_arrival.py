"""Copies that arrive over the network: whole when they are said to be, and known to be ours until a job has them."""

import os
import shutil
from pathlib import Path

import pytest

from lab.small_disk import largest_file
from uploader_gui.domain.errors import SourceError
from uploader_gui.transfer.arrival import Arrival, interrupted_arrivals
from uploader_gui.transfer.source import take_fingerprint

DATA = os.urandom(100_000)


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    return tmp_path / "state" / "arriving"


@pytest.fixture
def arrival(tmp_path: Path, notes: Path) -> Arrival:
    return Arrival(tmp_path / "staging", "film.mp4", notes)


def test_copy_is_whole_and_private_and_noted_until_a_job_has_it(arrival: Arrival, notes: Path) -> None:
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


def test_empty_file_arrives(arrival: Arrival) -> None:
    assert arrival.finish().size == 0


def test_full_staging_directory_is_said_and_nothing_is_left(arrival: Arrival, notes: Path) -> None:
    with largest_file(1000), pytest.raises(SourceError) as caught:
        arrival.write([DATA])
    assert caught.value.code == "STAGING_FULL"
    arrival.discard()
    assert list(arrival.path.parent.iterdir()) == []
    assert interrupted_arrivals(notes) == {}


def test_staging_directory_that_went_away_is_said(arrival: Arrival) -> None:
    arrival.write([DATA])
    shutil.rmtree(arrival.path.parent)
    with pytest.raises(SourceError) as caught:
        arrival.finish()
    assert caught.value.code == "STAGING_FAILED"
    assert "Choose another one" in caught.value.message


def test_copy_that_cannot_be_deleted_stays_known_for_the_next_start(arrival: Arrival, notes: Path) -> None:
    arrival.write([DATA])
    arrival.path.mkdir()  # stands in for a disk that refuses
    arrival.discard()
    assert interrupted_arrivals(notes) == {arrival.job_id: arrival.path}


def test_where_nothing_ever_arrived_nothing_was_interrupted(notes: Path) -> None:
    assert interrupted_arrivals(notes) == {}
