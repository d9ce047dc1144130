import pytest

from uploader_gui.domain.unattended.watch_patterns import UNFINISHED, WatchPatterns


@pytest.mark.parametrize(
    ("patterns", "path", "is_taken"),
    [
        (WatchPatterns(), "a.mov", True),
        (WatchPatterns(include=("*.mov",)), "day/A.MOV", True),
        (WatchPatterns(include=("*.mov",)), "day/a.wav", False),
        (WatchPatterns(include=("day/*.mov",)), "day/a.mov", True),
        (WatchPatterns(include=("day/*.mov",)), "night/a.mov", False),
        (WatchPatterns(exclude=("proxy",)), "day/Proxy/a.mov", False),
        (WatchPatterns(exclude=("day/proxy",)), "day/proxy/a.mov", False),
        (WatchPatterns(exclude=("day/proxy",)), "proxy/a.mov", True),
        (WatchPatterns(include=("*.mov",), exclude=("a*",)), "a.mov", False),
        (WatchPatterns(include=("[a-c]?.mov",)), "b1.mov", True),
        (WatchPatterns(marker="{name}.done"), "a.mov.done", False),
        (WatchPatterns(marker="{name}.done"), "a.mov", True),
        (WatchPatterns(marker="finished.txt"), "finished.txt", False),
        (WatchPatterns(marker="finished.txt"), "unfinished.txt", True),
    ],
)
def test_names_are_taken_by_the_patterns(patterns: WatchPatterns, path: str, is_taken: bool) -> None:
    assert patterns.take(path.split("/")) is is_taken


@pytest.mark.parametrize("ending", UNFINISHED)
def test_no_file_is_taken_under_the_name_that_it_has_until_it_is_whole(ending: str) -> None:
    assert not WatchPatterns(include=("*",)).take([f"a.mov{ending.upper()}"])


def test_a_folder_that_is_left_out_is_not_entered() -> None:
    patterns = WatchPatterns(include=("*.mov",), exclude=("proxy",))
    assert patterns.enters(["day"])
    assert not patterns.enters(["day", "proxy"])
