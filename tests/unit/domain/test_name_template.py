"""Keys by template: what each field is, and that no value leads out of the prefix."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uploader_gui.domain.errors import BadSettingsError, ErrorCode, UploaderError
from uploader_gui.domain.messages import MessageCode
from uploader_gui.domain.name_template import (
    Field,
    NameTemplate,
    Occasion,
    TemplatedName,
    clean_template,
    parsed_template,
)
from uploader_gui.domain.naming import clean_prefix, object_key
from uploader_gui.domain.unattended.watch_folder import WatchFolder, check_watch_folder

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 29, 14, 5, 9, tzinfo=UTC)
WRITTEN_NS = int(datetime(2026, 7, 1, 22, 30, tzinfo=UTC).timestamp()) * 10**9
OCCASION = Occasion(NOW, "ingest-1", "lea", "A007 night", BERLIN)
CLIP = ("A007", "clips", "C001.mov")


def key(
    template: str,
    parts: tuple[str, ...] = CLIP,
    *,
    prefix: str = "media",
    number: int = 7,
    mtime_ns: int = WRITTEN_NS,
) -> str:
    return parsed_template(template).key(prefix, parts, mtime_ns, OCCASION, number)


@pytest.mark.parametrize(
    ("template", "made"),
    [
        ("{folder}/{name}", "media/A007/clips/C001.mov"),
        ("{parent}_{stem}{ext}", "media/clips_C001.mov"),
        ("{year}/{month}/{day}/{name}", "media/2026/11/29/C001.mov"),
        ("{year}{month}{day}-{hour}{minute}{second}{ext}", "media/20261129-150509.mov"),
        ("{file_year}{file_month}{file_day}_{file_hour}{file_minute}{file_second}_{name}", "media/20260702_003000_C001.mov"),
        ("{host}/{user}/{package}/{name}", "media/ingest-1/lea/A007 night/C001.mov"),
        ("take {counter:03}{ext}", "media/take 007.mov"),
        ("{counter}{ext}", "media/7.mov"),
        ("{{{stem}}}{ext}", "media/{C001}.mov"),
        ("/{stem}//x{ext}", "media/C001/x.mov"),
    ],
)  # fmt: skip
def test_each_field_has_its_value(template: str, made: str) -> None:
    assert key(template) == made


@pytest.mark.parametrize(
    ("template", "name", "made"),
    [
        ("{stem}{ext}", "C001.mov", "media/C001.mov"),
        ("{stem}.{ext}", "C001.mov", "media/C001.mov"),
        ("{stem}{ext}", "README", "media/README"),
        ("{stem}.{ext}", "README", "media/README"),
        ("{stem}_x.{ext}", "README", "media/README_x"),
        ("{stem}_{counter}{ext}", "a.tar.gz", "media/a.tar_7.gz"),
        ("{stem}{ext}", ".profile", "media/.profile"),
        ("{stem}{ext}", "odd.", "media/odd."),
        ("{ext}/{name}", "C001.mov", "media/mov/C001.mov"),
        ("{ext}/{name}", "README", "media/README"),
    ],
)
def test_a_file_without_extension_ends_in_no_dot(template: str, name: str, made: str) -> None:
    assert key(template, (name,)) == made


def test_a_file_that_was_dropped_itself_has_no_folder() -> None:
    assert key("{folder}/{parent}/{name}", ("C001.mov",)) == "media/C001.mov"


def test_times_follow_the_clock_on_the_wall_over_a_change_of_daylight_saving() -> None:
    summer = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 2:30, and an hour later 2:30 again
    occasion = Occasion(summer + timedelta(hours=1), zone=BERLIN)
    template = parsed_template("{hour}{minute}-{file_hour}{file_minute}")
    assert template.key("", ("a",), int(summer.timestamp()) * 10**9, occasion, 1) == "0230-0230"


@pytest.mark.parametrize("mtime_ns", [10**21, -(10**21), 253402300799 * 10**9])
def test_a_time_that_is_in_no_calendar_is_refused_where_it_is_asked_for(mtime_ns: int) -> None:
    assert key("{name}", mtime_ns=mtime_ns) == "media/C001.mov"
    with pytest.raises(UploaderError) as caught:
        key("{file_year}/{name}", mtime_ns=mtime_ns)
    assert caught.value.code == ErrorCode.BAD_KEY


@pytest.mark.parametrize(
    ("template", "code", "place"),
    [
        ("{year}/{date}", MessageCode.TEMPLATE_FIELD_UNKNOWN, 8),
        ("{Stem}", MessageCode.TEMPLATE_FIELD_UNKNOWN, 1),
        ("{}", MessageCode.TEMPLATE_FIELD_UNKNOWN, 1),
        ("{stem:3}", MessageCode.TEMPLATE_FIELD_UNKNOWN, 1),
        ("{counter:0}", MessageCode.TEMPLATE_FIELD_UNKNOWN, 1),
        ("{counter:99}", MessageCode.TEMPLATE_FIELD_UNKNOWN, 1),
        ("{name", MessageCode.TEMPLATE_BRACE_ALONE, 1),
        ("a{stem}}", MessageCode.TEMPLATE_BRACE_ALONE, 8),
        ("{stem{ext}", MessageCode.TEMPLATE_BRACE_ALONE, 1),
        (r"{year}\{name}", MessageCode.TEMPLATE_WITH_BACKSLASH, 7),
        ("../{name}", MessageCode.TEMPLATE_WITH_DOTS, 1),
        ("{year}/./{name}", MessageCode.TEMPLATE_WITH_DOTS, 8),
        ("{year}/..", MessageCode.TEMPLATE_WITH_DOTS, 8),
        ("{year}/", MessageCode.TEMPLATE_WITHOUT_NAME, None),
        ("{name}" * 300, MessageCode.TEMPLATE_TOO_LONG, None),
        ("a\nb{name}", MessageCode.TEXT_WITH_UNSEEN, None),
    ],
)
def test_a_template_that_cannot_be_used_is_refused_at_its_place(
    template: str, code: MessageCode, place: int | None
) -> None:
    with pytest.raises(BadSettingsError) as caught:
        clean_template(template)
    (said,) = caught.value.messages
    assert (said.code, dict(said.arguments).get("place")) == (code, place)
    assert caught.value.message


def test_a_watched_folder_with_a_template_that_cannot_be_used_is_refused() -> None:
    check_watch_folder(WatchFolder("1", "/srv/cards", name_template="{year}/{name}"))
    with pytest.raises(BadSettingsError, match="character 6"):
        check_watch_folder(WatchFolder("1", "/srv/cards", name_template="clip {date}"))


def test_no_template_is_fine_and_a_template_is_trimmed() -> None:
    assert clean_template("  ") == ""
    assert clean_template(" {name}\n") == "{name}"


@pytest.mark.parametrize(
    ("template", "tells_apart", "varies"),
    [
        ("{folder}/{name}", True, False),
        ("{file_year}/{stem}{ext}", True, False),
        ("{counter}{ext}", True, True),
        ("{year}{ext}", False, True),
        ("{package}/{name}", True, True),
        ("{folder}/clip{ext}", False, False),
    ],
)
def test_a_template_says_whether_files_and_times_differ(
    template: str, tells_apart: bool, varies: bool
) -> None:
    parsed = parsed_template(template)
    assert (parsed.tells_files_apart, parsed.varies) == (tells_apart, varies)


ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
SNEAKY = st.one_of(
    ANYTHING,
    st.sampled_from(["", ".", "..", "../..", "/", "a/../..", "\\..", "\0", "....", "/etc", "e\u0301"]),
)
PIECES = st.one_of(
    st.sampled_from([f"{{{field}}}" for field in Field]),
    st.sampled_from(["/", ".", "..", "_", "{{", "}}", "{counter:03}", "clip", "é"]),
)
TEMPLATES = st.lists(PIECES, min_size=1, max_size=8).map("".join)


def readable(text: str) -> NameTemplate | None:
    try:
        return parsed_template(text)
    except BadSettingsError:
        return None


@given(
    TEMPLATES.map(readable).filter(lambda one: one is not None),
    st.sampled_from(["", "media", "/a//b/", "media/2026"]),
    st.lists(SNEAKY, min_size=1, max_size=4).map(tuple),
    st.builds(Occasion, st.just(NOW), host=SNEAKY, user=SNEAKY, package=SNEAKY, zone=st.just(BERLIN)),
    st.integers(1, 10**6),
)
def test_no_template_and_no_value_leads_out_of_the_prefix(
    template: NameTemplate, prefix: str, parts: tuple[str, ...], occasion: Occasion, number: int
) -> None:
    try:
        made = template.key(prefix, parts, WRITTEN_NS, occasion, number)
    except UploaderError:  # of nothing but dots, too long, without a name
        return
    assert made.startswith(clean_prefix(prefix))
    segments = made.split("/")
    assert not {"", ".", ".."}.intersection(segments)
    assert "\0" not in made
    assert object_key("", tuple(segments)) == made  # in NFC, and not too long


@given(
    TEMPLATES.map(readable).filter(lambda one: one is not None),
    st.lists(SNEAKY, min_size=1, max_size=4).map(tuple),
    st.integers(0, 10**9).map(
        lambda minutes: NOW - timedelta(minutes=30 * 365 * 1440) + timedelta(seconds=minutes)
    ),
    st.integers(1, 10**6),
)
def test_a_template_recognises_what_it_made_at_another_time(
    template: NameTemplate, parts: tuple[str, ...], before: datetime, number: int
) -> None:
    name = TemplatedName(template, "media", parts, WRITTEN_NS, OCCASION, "studio")
    try:
        made = template.key(
            "media", parts, WRITTEN_NS, Occasion(before, "ingest-1", "lea", "another day", BERLIN), number
        )
    except UploaderError:
        return
    assert name.may_have_been(made, any_package=True)


def test_a_key_of_another_template_or_prefix_is_not_recognised() -> None:
    name = TemplatedName(parsed_template("{year}/{stem}_{counter:03}{ext}"), "media", CLIP, 0, OCCASION, "")
    assert name.may_have_been("media/2019/C001_1234.mov", any_package=False)
    assert not name.may_have_been("other/2019/C001_123.mov", any_package=False)
    assert not name.may_have_been("media/2019/C002_123.mov", any_package=False)
    assert not name.may_have_been("media/2019/C001.mov", any_package=False)
    in_package = TemplatedName(parsed_template("{package}/{name}"), "", CLIP, 0, OCCASION, "")
    assert in_package.may_have_been("another/C001.mov", any_package=True)
    assert not in_package.may_have_been("another/C001.mov", any_package=False)
