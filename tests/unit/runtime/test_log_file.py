"""The log file keeps no secrets."""

import logging
import os
from collections.abc import Callable
from contextlib import closing
from logging.handlers import RotatingFileHandler
from pathlib import Path

import pytest

from uploader_gui.runtime.log_file import LOG_FILE, LogFile


def test_secrets_and_signatures_are_hidden_in_texts_and_traces(tmp_path: Path) -> None:
    with closing(LogFile(tmp_path)) as log:
        log.redaction.hide("s3cr3t-key")
        logger = logging.getLogger("test")
        logger.info("with s3cr3t-key and ?X-Amz-Signature=abcdef&x=1")
        try:
            int("s3cr3t-key")
        except ValueError:
            logger.exception("Authorization: AWS4-HMAC-SHA256")
    text = log.path.read_text()
    assert "ValueError" in text
    assert "s3cr3t-key" not in text
    assert "abcdef" not in text
    assert "x=1" in text


def test_directory_that_cannot_be_written_means_no_log_and_no_failure(tmp_path: Path) -> None:
    with closing(LogFile(tmp_path / "nowhere")):
        logging.getLogger("test").info("heard by nobody")


@pytest.mark.case("B02")
def test_disk_that_is_full_means_lines_are_missing_and_no_failure(tmp_path: Path) -> None:
    (tmp_path / LOG_FILE).symlink_to("/dev/full")
    with closing(LogFile(tmp_path)):
        logging.getLogger("test").info("heard by nobody")


def roll_over(at_bytes: int, rename: Callable[[str, str], None] = os.replace) -> None:
    """Have a file that would be longer become an older one; ``rename`` may refuse, as Windows does while one is read."""
    (handler,) = (each for each in logging.getLogger().handlers if isinstance(each, RotatingFileHandler))
    handler.maxBytes = at_bytes
    handler.rotator = rename


def logs(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_log_that_is_full_becomes_the_first_of_two_older_ones(tmp_path: Path) -> None:
    with closing(LogFile(tmp_path)):
        roll_over(at_bytes=1)
        for number in range(5):
            logging.getLogger("test").info("line %d", number)
    kept = logs(tmp_path)
    assert kept.keys() == {LOG_FILE, f"{LOG_FILE}.1", f"{LOG_FILE}.2"}
    assert "line 4" in kept[LOG_FILE]
    assert "line 3" in kept[f"{LOG_FILE}.1"]
    assert "line 2" in kept[f"{LOG_FILE}.2"]


def test_log_that_cannot_be_renamed_while_another_reads_it_goes_on_in_the_same_file(tmp_path: Path) -> None:
    def refused(_from: str, _to: str) -> None:
        raise PermissionError

    with closing(LogFile(tmp_path)) as log:
        roll_over(100, refused)
        for line in ("first", "second"):
            logging.getLogger("test").info("the %s of two lines", line)
    text = log.path.read_text()
    assert text.index("the first") < text.index("the second")


@pytest.mark.parametrize("read", [LOG_FILE, f"{LOG_FILE}.1", f"{LOG_FILE}.2"])
def test_older_logs_stay_while_one_cannot_be_renamed_because_another_reads_it(
    tmp_path: Path, read: str
) -> None:
    def rename(one: str, other: str) -> None:
        if read in {Path(one).name, Path(other).name}:
            raise PermissionError
        Path(one).replace(other)

    older = {f"{LOG_FILE}.1": "of yesterday", f"{LOG_FILE}.2": "of the day before"}
    for name, text in older.items():
        (tmp_path / name).write_text(text)
    with closing(LogFile(tmp_path)) as log:
        roll_over(100, rename)
        for number in range(3):
            logging.getLogger("test").info("line %d of a day on which another program reads a log", number)
    kept = logs(tmp_path)
    newest = kept.pop(log.path.name)
    assert kept == older
    assert all(f"line {number}" in newest for number in range(3))
