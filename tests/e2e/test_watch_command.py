"""The command ``watch`` as a process, killed and started again."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from lab.engines.watched import put
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from lab.processes.program import Line, Program
from lab.screens.desktop import until
from lab.stores.s3probe import Probe, S3Address


@pytest.fixture
def program(proxied: S3Address, tmp_path: Path) -> Program:
    return Program(tmp_path / "state", proxied)


IsSo = Callable[[Line], bool]


def has_completed(name: str) -> IsSo:
    return lambda line: line["event"] == "completed" and line["fileName"] == name


def says(*words: str) -> IsSo:
    return lambda line: all(word in line.get("message", "") for word in words)


def edit(settings: Path, text: str) -> None:
    """As an editor does it."""
    settings.with_name("new").write_text(text)
    settings.with_name("new").replace(settings)


def test_a_file_killed_between_its_upload_and_its_move_is_moved_by_the_next_start(
    program: Program, proxy: FaultProxy, bucket: Probe, tmp_path: Path
) -> None:
    folder, sent = tmp_path / "cards", tmp_path / "sent"
    path = put(folder, "day/one.mov", 100_000)
    content = path.read_bytes()
    sent.write_text("nothing is moved while this has the folder's name")
    command: tuple[str | Path, ...] = ("watch", folder, "--move-to", sent, "--settled", "0.2", "--json")
    with program.running(*command) as first:
        first.wait_for(has_completed("one.mov"))
        assert first.kill().code == -signal.SIGKILL
    assert path.exists()
    sent.unlink()
    with program.running(*command) as second:
        second.wait_for(says("one.mov", "moved to"))
        assert (sent / "day/one.mov").read_bytes() == content
        assert not path.exists()
        put(folder, "two.mov")
        second.wait_for(has_completed("two.mov"))
        second.wait_for(says("two.mov", "moved to"))
        second.signal(signal.SIGTERM)
        ended = second.end()
    assert ended.code == 0
    assert ended.errors == ""
    assert sorted(bucket.keys()) == ["day/one.mov", "two.mov"]
    assert proxy.log.count("put") == 2


def test_a_file_killed_in_the_middle_of_its_upload_goes_on_by_itself(
    program: Program, proxy: FaultProxy, tmp_path: Path
) -> None:
    folder = tmp_path / "cards"
    put(folder, "one.mov", 40_000_000)
    command: tuple[str | Path, ...] = ("watch", folder, "--settled", "0.2", "--json")
    proxy.on("complete", hold())  # else it might be over before the kill
    with program.running(*command) as first:
        proxy.log.wait_for_bytes(20_000_000)
        first.kill()
    proxy.clear()
    with program.running(*command) as second:
        second.wait_for(has_completed("one.mov"))
        second.signal(signal.SIGINT)
        assert second.end().code == 0
    assert proxy.log.count("create") == 1


def test_a_folder_is_the_same_by_whatever_name(program: Program, proxy: FaultProxy, tmp_path: Path) -> None:
    folder, link = tmp_path / "cards", tmp_path / "link"
    folder.mkdir()
    link.symlink_to(folder)
    for number, name in enumerate((folder, folder / ".." / "cards", link)):
        put(folder, f"{number}.mov")
        with program.running("watch", name, "--settled", "0.2", "--json") as run:
            run.wait_for(has_completed(f"{number}.mov"))
            run.signal(signal.SIGINT)
            assert run.end().code == 0
    assert proxy.log.count("put") == 3


def test_lines_say_what_happens(program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "cards"
    put(folder, "one.mov")

    def line(*words: str) -> IsSo:
        return lambda line: all(word in line.get("text", "") for word in words)

    with program.running("watch", folder, "--settled", "0", "--afterwards", "delete", "--poll") as run:
        run.wait_for(line("deleted once their uploads are proven"))
        run.wait_for(line(f"Watching {folder} by looking through it"))
        run.wait_for(line("one.mov: uploaded to"))
        run.wait_for(line("one.mov: deleted"))
        run.signal(signal.SIGTERM)
        assert run.end().code == 0
    assert list(folder.iterdir()) == []


def test_serve_watches_the_saved_folders_as_they_are_edited_and_for_others_what_they_name(
    program: Program, bucket: Probe, tmp_path: Path
) -> None:
    saved, named, later = tmp_path / "cards", tmp_path / "named", tmp_path / "later"
    later.mkdir()
    put(saved, "one.mov")
    put(named, "two.mov")
    program.state_dir.mkdir(mode=0o700)
    settings = program.state_dir / "settings.toml"
    saved_folder = f'[[watch_folders]]\nfolder = "{saved}"\nsettled_s = 0.2\nprefix = "in"\n'
    settings.write_text(saved_folder)
    with program.running("serve", "--port", "0") as serve:
        serve.wait_for_words(f"Watching {saved}")
        for name in (saved, later / ".." / saved.name):
            twice = program.run("watch", name)
            assert twice.code == 1
            assert f"{saved} is watched already" in twice.errors
        with program.running("watch", named, "--settled", "0.2", "--json") as watch:
            watch.wait_for(says("Watching", str(named)))
            watch.wait_for(has_completed("two.mov"))
            assert program.run("watch", named).code == 1  # which leaves the first one as it is
            put(named, "three.mov")
            watch.wait_for(has_completed("three.mov"))
            watch.signal(signal.SIGINT)
            ended = watch.end()
        assert (ended.code, ended.errors) == (0, "")
        until(lambda: len(bucket.keys()) == 3, "the file that was there first is sent")
        assert sorted(bucket.keys()) == ["in/one.mov", "three.mov", "two.mov"]
        edit(settings, saved_folder.replace("0.2", '"soon"'))
        serve.wait_for_words("'settled_s' is 'soon'")
        edit(settings, 'timetable = "else 1 MB/s"\n' + saved_folder)
        serve.wait_for_words("outside of [settings], where it has no effect: timetable")
        edit(settings, saved_folder + saved_folder.replace(str(saved), str(later)))
        serve.wait_for_words(f"Watching {later}")
        with program.running("watch", named, "--settled", "0.2", "--json") as watch:
            watch.wait_for(says("Watching", str(named)))
            serve.signal(signal.SIGTERM)
            assert serve.end().code == 0
            ended = watch.end()
        assert ended.code == 1
        assert f"which watched {named}, has ended" in ended.errors
