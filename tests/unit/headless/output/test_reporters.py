"""What goes out to a terminal or a log: names and stores' words can't command it, nor break a line."""

import contextlib
import io
import json
import logging
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from gui import samples
from gui.samples import an_event
from unit.headless.samples import an_end
from uploader_gui.domain.entered.visible_text import visible
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import Activity, Refusal
from uploader_gui.domain.messages import MessageCode, message, messages_of
from uploader_gui.headless.output.lines import notice, print_cells, print_line
from uploader_gui.headless.output.progress_bars import ProgressBars, print_table
from uploader_gui.headless.output.reporters import JsonLines, PlainLines, Reporter
from uploader_gui.runtime.log_file import LogFile

EVIL = "a\x1b]52;c;ZXZpbA==\x07b\u009bc\u202ed\ne\rf\tg\x7fh\u2066i\u2028j.mp4"
SHOWN = r"a\x1b]52;c;ZXZpbA==\x07b\x9bc\u202ed\ne\rf\tg\x7fh\u2066i\u2028j.mp4"


def is_harmless(text: str) -> bool:
    return visible(text.replace("\n", "").replace("\t", "")) == text.replace("\n", "").replace("\t", "")


@pytest.mark.case("S04", "R19")
def test_what_a_terminal_would_obey_is_shown_as_its_escape() -> None:
    assert visible(EVIL) == SHOWN
    assert visible("café 会议 👩\u200d👩.mp4") == "café 会议 👩\u200d👩.mp4"
    assert visible(r"C:\new") == r"C:\new"


def report(reporter: Reporter) -> None:
    """Let every kind of event with hostile text pass through."""
    failed = samples.failed(1, messages_of(f"The store refused it: {EVIL}"), name=EVIL)
    busy = samples.busy(2, Activity.WAITING_TO_RETRY, messages_of(EVIL), name=EVIL)
    finished = samples.completed(3, name=EVIL)
    assert finished.recording is not None
    finished = replace(finished, recording=replace(finished.recording, etag=EVIL))
    statuses = (samples.uploading(4, name=EVIL), busy, samples.paused(5, name=EVIL), failed, finished)
    reporter.show([an_event(status) for status in statuses])
    reporter.refuse(Refusal(f"/v/{EVIL}", "", 0, ErrorCode.BAD_KEY, messages_of(EVIL)), EVIL)
    end = an_end(1, 1)
    failure = replace(end.failures[0], path=f"/v/{EVIL}", messages=messages_of(EVIL))
    reporter.tell_end(replace(end, package=replace(end.package, name=EVIL), failures=(failure,)))
    reporter.close()


@pytest.mark.case("S04", "R19")
@pytest.mark.parametrize("kind", [PlainLines, JsonLines])
def test_every_line_of_a_run_is_one_harmless_line(
    kind: type[PlainLines | JsonLines], capsys: pytest.CaptureFixture[str]
) -> None:
    report(kind())
    out, err = capsys.readouterr()
    assert is_harmless(out)
    assert is_harmless(err)
    assert SHOWN in err
    if kind is JsonLines:
        *lines, end = [json.loads(line) for line in out.splitlines()]
        assert (end["event"], end["package"]["name"]) == ("packageEnded", EVIL)
        assert {line["fileName"] for line in lines} == {EVIL}
        assert out.isascii()


@pytest.mark.case("S04", "R19")
def test_bars_and_tables_show_names_escaped(capsys: pytest.CaptureFixture[str]) -> None:
    drawn = io.StringIO()
    report(ProgressBars(Console(file=drawn, width=400, markup=False, highlight=False)))
    assert SHOWN in drawn.getvalue()
    assert is_harmless(drawn.getvalue())
    print_table(("File",), [(EVIL,)])
    assert is_harmless(capsys.readouterr().out)


def test_a_narrow_table_cuts_its_widest_columns_and_keeps_the_short_ones_whole(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    print_table(("Job", "State", "To"), [("7a0c1f2e", "UPLOADING", "films/" + "x" * 200)])
    line = capsys.readouterr().out.splitlines()[1]
    assert line.split() == ["7a0c1f2e", "UPLOADING", f"films/{'x' * 32}…"]


@pytest.mark.case("R19")
def test_a_line_of_results_is_one_line_and_a_cell_is_one_cell(capsys: pytest.CaptureFixture[str]) -> None:
    print_line(EVIL)
    print_cells(("job", EVIL))
    notice(EVIL)
    out, err = capsys.readouterr()
    assert out == f"{SHOWN}\njob\t{SHOWN}\n"
    assert err == f"{SHOWN}\n"


@pytest.mark.case("S04")
def test_the_log_holds_no_more_than_one_line_for_a_record(tmp_path: Path) -> None:
    with contextlib.closing(LogFile(tmp_path)) as log:
        logging.getLogger("test").warning("%s: refused", EVIL)
        error = ValueError(EVIL)
        logging.getLogger("test").error("trace of %s", EVIL, exc_info=(ValueError, error, None))
    text = log.path.read_text(encoding="utf-8")
    assert is_harmless(text)
    assert f"{SHOWN}: refused\n" in text


@pytest.mark.case("L1.6")
def test_lines_and_bars_say_that_the_store_joins_the_parts(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    said = (message(MessageCode.JOINING_PART, number=812, total=9895),)
    joining = an_event(samples.busy(1, Activity.JOINING, said, name="film.mov", done=1.0))
    lines = PlainLines()
    lines.show([joining])
    lines.show([joining])
    assert capsys.readouterr().out == "film.mov: Joining part 812 of 9,895, on the store...\n"
    drawn = io.StringIO()
    bars = ProgressBars(Console(file=drawn, width=400, force_terminal=True))
    bars.show([joining])
    bars.close()
    assert "Joining part 812 of 9,895, on the store..." in drawn.getvalue()
