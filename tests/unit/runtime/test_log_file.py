"""The log file keeps no secrets."""

import logging
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


def test_log_that_cannot_be_renamed_while_another_reads_it_goes_on_in_the_same_file(tmp_path: Path) -> None:
    def refused(_from: str, _to: str) -> None:
        raise PermissionError

    with closing(LogFile(tmp_path)) as log:
        (handler,) = (each for each in logging.getLogger().handlers if isinstance(each, RotatingFileHandler))
        handler.rotator = refused  # what Windows answers
        handler.maxBytes = 100
        for line in ("first", "second"):
            logging.getLogger("test").info("the %s of two lines", line)
    text = log.path.read_text()
    assert text.index("the first") < text.index("the second")
