import ast
import re
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from bench.history import make_history
from gui import samples
from gui.conftest import RunOnQt
from gui.rig import environment
from gui.samples import an_event
from gui.scenes.size_scenes import interrupted
from lab.engines.hash_lists import write_classic
from uploader_gui.domain.errors import ErrorCode, UploaderError
from uploader_gui.domain.events import Activity, Refusal
from uploader_gui.domain.job import JobState, LogLine, PauseReason
from uploader_gui.domain.messages import (
    ENGLISH,
    SAYS_THAT_PARTS_ARE_KEPT,
    Argument,
    Message,
    MessageCode,
    Messages,
    english,
    message,
    messages_of,
)
from uploader_gui.domain.store import failure_table
from uploader_gui.domain.store.failure_table import network_failure
from uploader_gui.gui.details.log_model import log_words
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.preferences.preferences_dialog import PreferencesDialog
from uploader_gui.gui.session.jobs.job_loader import FIRST_PAGE
from uploader_gui.gui.window_host import WindowHost, opened_window_host
from uploader_gui.gui.words import engine_words, marked_codes, wording
from uploader_gui.gui.words.language import Translations, spoken
from uploader_gui.source.hash_lists.classic_list import read_classic
from uploader_gui.storage.database.backup import Backups
from uploader_gui.storage.database.database import FILE_NAME, Database
from uploader_gui.storage.database.sqlite_connection import connect
from uploader_gui.storage.settings.settings import Language, Settings

ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TEXTS = ROOT / "resources" / "translations" / "uploader-gui_zh_CN.ts"


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[None]:
    translations = Translations(qapp)
    translations.choose(Language.CHINESE)
    yield
    translations.choose(Language.ENGLISH)
    QLocale.setDefault(QLocale("en_US"))


def translated(context: str) -> dict[str, str]:
    """The finished translations of a context."""
    for found in ElementTree.parse(TEXTS).iter("context"):
        if found.findtext("name") == context:
            messages = list(found.iter("message"))
            return {
                message.findtext("source", ""): message.findtext("translation", "")
                for message in messages
                if message.find("translation[@type]") is None
            }
    return {}


CODES_OF_THE_API_ALONE = {
    ErrorCode.FORBIDDEN, ErrorCode.METHOD_NOT_ALLOWED, ErrorCode.NOT_FOUND, ErrorCode.UNAUTHORIZED
}  # fmt: skip


def an_argument(name: str, spec: str) -> Argument:
    """Something that fits into this place of a sentence: a number where the place says how it is written."""
    if spec.endswith("f"):
        return 1234.56
    return 1234 if spec else f"<{name}>"


def an_example(code: MessageCode) -> Message:
    """The sentence with arguments for all its places."""
    places = Formatter().parse(ENGLISH[code])
    return message(code, **{name: an_argument(name, spec or "") for _, name, spec, _ in places if name})


def fields_of(template: str) -> set[str]:
    """The names of the places in a template, or their numbers."""
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def test_translations_are_up_to_date_and_complete() -> None:
    command = [str(ROOT / "packaging" / "translate"), "--check"]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr


def words_of_the_window() -> set[tuple[str, str]]:
    """Context and text of all that the code translates, f-strings included, where Qt's own tools don't look."""
    found = set()
    for path in (ROOT / "uploader_gui" / "gui").rglob("*.py"):
        owners = [node for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.ClassDef)]
        for owner in owners:
            for call in ast.walk(owner):
                match call:
                    case ast.Call(func=ast.Attribute(attr="tr"), args=[ast.Constant(value=str(text))]):
                        found.add((owner.name, text))
    return found


def test_every_word_of_the_window_has_a_translation() -> None:
    words = words_of_the_window()
    assert len(words) > 250
    known = {context: translated(context) for context in {context for context, _ in words}}
    assert {(context, text) for context, text in words if text not in known[context]} == set()


def test_every_code_has_a_translation() -> None:
    assert set(marked_codes.MARKED_ERRORS) == set(ErrorCode) - CODES_OF_THE_API_ALONE - {ErrorCode.NONE}
    assert {code for code, words in translated("Codes").items() if words} == set(marked_codes.MARKED_ERRORS)


def test_every_sentence_has_a_translation_with_the_same_fields() -> None:
    assert set(marked_codes.MARKED_MESSAGES) == set(MessageCode)
    known = translated("Messages")
    assert known.keys() == set(MessageCode)
    for code in MessageCode:
        assert known[code] not in {"", code}
        assert fields_of(known[code]) == fields_of(ENGLISH[code]), code


@pytest.mark.parametrize("code", MessageCode)
def test_every_sentence_is_said_in_chinese(chinese: None, code: MessageCode) -> None:
    example = an_example(code)
    words = engine_words.message_words((example,))
    assert all(str(value) in words for _, value in example.arguments if isinstance(value, str))
    assert code in {MessageCode.VERBATIM, MessageCode.DETAIL} or re.search("[\u4e00-\u9fff]", words)
    assert "{" not in words


@pytest.mark.parametrize("code", MessageCode)
def test_english_is_what_the_engine_itself_would_say(qapp: QApplication, code: MessageCode) -> None:
    """But for bytes, which the window writes in short."""
    example = an_example(code)
    said = english((example, example)).replace("1,234 bytes", "1.2 kB")
    assert engine_words.message_words((example, example)) == said


def test_translations_keep_the_places_for_numbers_and_names() -> None:
    for found in ElementTree.parse(TEXTS).iter("message"):
        source, words = found.findtext("source", ""), found.findtext("translation", "")
        if found.find("translation[@type]") is None and not source.isupper():
            assert set(re.findall(r"\{\d\}", words)) == set(re.findall(r"\{\d\}", source)), source


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("en_GB", Language.ENGLISH),
        ("zh_CN", Language.CHINESE),
        ("zh_SG", Language.CHINESE),
        ("zh_TW", Language.ENGLISH),
        ("de_DE", Language.ENGLISH),
        ("C", Language.ENGLISH),
    ],
)
def test_the_systems_language_is_spoken_where_it_is_known(name: str, language: Language) -> None:
    assert spoken(Language.SYSTEM, QLocale(name)) is language
    assert spoken(Language.CHINESE, QLocale(name)) is Language.CHINESE


def test_a_failure_is_said_in_chinese(chinese: None) -> None:
    failed = samples.failed(1, done=0.5)
    assert wording.sentence(failed) == "私有密钥错误。请编辑连接，然后继续。（分片已保留。）"


def test_a_failure_of_an_older_program_is_said_by_its_code(chinese: None) -> None:
    old = samples.failed(1, messages_of("Wrong secret key. Edit the connection, then Resume."), done=0.5)
    assert wording.sentence(old) == "私有密钥错误。请编辑连接，然后继续。（分片已保留。）"
    stored = LogLine(NOW, (message(MessageCode.FAILED), *old.messages), ErrorCode.WRONG_SECRET)
    assert log_words(stored) == "失败：私有密钥错误。请编辑连接，然后继续。"


def test_every_sentence_that_says_that_parts_are_kept_is_known_for_it() -> None:
    assert {
        code for code in MessageCode if "are kept." in ENGLISH[code] or "they are kept;" in ENGLISH[code]
    } == (SAYS_THAT_PARTS_ARE_KEPT)


def test_a_refusal_is_said_by_its_sentence_and_text_by_its_code(chinese: None) -> None:
    same = (message(MessageCode.ALREADY_THERE),)
    assert engine_words.refusal_words(Refusal("/a", "a", 1, ErrorCode.SKIPPED, same)) == (
        "相同的文件已在存储中；没有发送任何内容。"
    )
    plain = messages_of("Same.")
    assert (
        engine_words.refusal_words(Refusal("/a", "a", 1, ErrorCode.SKIPPED, plain))
        == "相同的文件已在存储中。"
    )
    unknown = ErrorCode.read("NEVER_HEARD")
    assert engine_words.refusal_words(Refusal("/a", "a", 1, unknown, plain)) == "出了问题：Same."


@pytest.mark.parametrize(
    "files",
    [
        {"../sound.wav": "<md5>00</md5>"},
        {"a.mov": "<md5>no hash</md5>"},
        {"": "<md5>00</md5>"},
    ],
)
def test_why_a_hash_list_can_not_be_used_is_said_in_chinese(
    chinese: None, tmp_path: Path, files: dict[str, str]
) -> None:
    with pytest.raises(UploaderError) as caught:
        read_classic(str(write_classic(tmp_path / "A007.mhl", files)))
    said = engine_words.error_words(caught.value).replace(str(tmp_path / "A007.mhl"), "")
    assert not re.search("[a-z]{4}", said.replace("sound", "").replace("no hash", ""))


def test_that_a_damaged_list_was_restored_is_said_with_time_and_place(chinese: None, tmp_path: Path) -> None:
    Database.open(tmp_path).close()
    file = tmp_path / FILE_NAME
    backups = Backups(file)
    with closing(connect(file)) as connection:
        backups.make(connection)
    first = backups.restore()
    for copy in backups.newest_first():
        copy.unlink()
    for notice in (first, backups.restore()):
        words = engine_words.message_words((notice,))
        (kept,) = re.findall(rf"{re.escape(str(file))}\.damaged-[\d-]+", words)
        assert kept in english((notice,))
        times = [re.findall(r"\d{4}-\d\d-\d\d \d\d:\d\d", said) for said in (words, english((notice,)))]
        assert times[0] == times[1]
        assert not re.search("[a-z]{2}", words.replace(kept, ""))


@pytest.mark.parametrize(
    ("activity", "messages", "words"),
    [
        (
            Activity.WAITING_FOR_NETWORK,
            (
                message(MessageCode.WAITING_FOR_NETWORK),
                message(MessageCode.NO_ANSWER),
                message(MessageCode.RETRY, number=3, seconds=8),
            ),
            "正在等待网络：存储没有应答。8 秒后进行第 3 次重试。",
        ),
        (
            Activity.FINALIZING,
            (message(MessageCode.FINALIZING, minutes=0, seconds=4),),
            "存储正在收尾（0:04）…",
        ),
        (
            Activity.SENDING,
            (
                message(MessageCode.SENDING_PART, number=5, total=12),
                message(MessageCode.NOTHING_MOVES, seconds=18),
            ),
            "正在上传分片 5/12… 已有 18 秒没有进展。",
        ),
        (Activity.VERIFYING, messages_of("Something that nobody knows."), "Something that nobody knows."),
    ],
)
def test_what_a_job_is_doing_is_said_with_its_numbers(
    chinese: None, activity: Activity, messages: Messages, words: str
) -> None:
    assert engine_words.status_words(samples.busy(1, activity, messages)) == words


def test_no_space_stands_between_two_chinese_sentences_of_a_bar(chinese: None, window: MainWindow) -> None:
    interrupted(window, [samples.paused(1, PauseReason.PROGRAM_ENDED), samples.waiting(2)])
    [bar] = window.notices.notices()
    assert "。排" in bar.words


def test_large_numbers_are_written_as_the_language_does(chinese: None) -> None:
    added = message(MessageCode.ADDED, size=734_003_200, parts=1088)
    assert engine_words.message_words((added,)) == "已添加：734 MB，1,088 个分片"


@pytest.mark.parametrize(
    "line",
    [
        (message(MessageCode.ADDED, size=734_003_200, parts=88),),
        (message(MessageCode.BEGAN_TO_SEND, percent=0.0),),
        (message(MessageCode.BEGAN_TO_SEND_AGAIN, percent=41.3, run=3),),
        (message(MessageCode.RESUMED),),
        (message(MessageCode.PAUSED),),
        (message(MessageCode.PROGRAM_CLOSED),),
        (message(MessageCode.PROGRAM_ENDED),),
        (message(MessageCode.UPLOAD_FORGOTTEN),),
        (
            message(MessageCode.WAITING_FOR_NETWORK),
            message(MessageCode.NO_ANSWER),
            message(MessageCode.DETAIL, text="10.0.0.7:9000"),
            message(MessageCode.RETRY, number=1, seconds=2),
        ),
        (message(MessageCode.STORE_BUSY), message(MessageCode.RETRY, number=12, seconds=30)),
        (message(MessageCode.GOING_ON),),
        (message(MessageCode.ALREADY_THERE),),
        (message(MessageCode.UPLOADED_CHECKSUM),),
        (message(MessageCode.UPLOADED_ETAG),),
        (message(MessageCode.UPLOADED_UNVERIFIED),),
        (message(MessageCode.UPLOADED_UNSEEN),),
    ],
)
def test_a_line_of_the_log_is_chinese(chinese: None, line: Messages) -> None:
    assert not re.search("[a-z]{2}", log_words(LogLine(NOW, line)).replace("ETag", ""))


@pytest.mark.case("R14")
def test_a_login_that_the_network_asks_for_is_said_in_the_row_and_in_the_log(chinese: None) -> None:
    error = failure_table.after_the_store(network_failure("tls_self_signed", "", got_no_answer=False))
    retry = message(MessageCode.RETRY, number=3, seconds=8)
    messages = (message(MessageCode.WAITING_FOR_NETWORK), *error.messages, retry)
    status = replace(
        samples.busy(1, Activity.WAITING_FOR_NETWORK, messages), waits_for=ErrorCode.NETWORK_LOGIN
    )
    words = engine_words.status_words(status)
    assert "登录" in words
    assert "8" in words
    assert log_words(LogLine(NOW, messages)) == words


@pytest.mark.parametrize(
    ("code", "failure"),
    [
        (ErrorCode.INTERNAL, message(MessageCode.INTERNAL)),
        (ErrorCode.WRONG_SECRET, message(MessageCode.WRONG_SECRET)),
        (ErrorCode.SOURCE_MISSING, message(MessageCode.SOURCE_MISSING, path="/1/2")),
    ],
)
def test_a_failure_in_the_log_is_told_as_in_its_row(chinese: None, code: ErrorCode, failure: Message) -> None:
    words = log_words(LogLine(NOW, (message(MessageCode.FAILED), failure), code))
    assert words == f"失败：{wording.sentence(samples.failed(1, (failure,), code=code, done=0.0))}"
    assert not re.search("[a-z]{2}", words)


def test_a_failure_in_the_log_that_nobody_knows_is_told_with_its_words(chinese: None) -> None:
    failed = (message(MessageCode.FAILED), *messages_of("Nobody knows."))
    assert log_words(LogLine(NOW, failed, ErrorCode.read("UNHEARD_OF"))) == "失败：出了问题：Nobody knows."


def test_the_log_is_english_in_english(qapp: QApplication) -> None:
    line = (message(MessageCode.FAILED), message(MessageCode.WRONG_SECRET))
    assert log_words(LogLine(NOW, line, ErrorCode.WRONG_SECRET)) == (
        "Failed: Wrong secret key. Edit the connection, then Resume."
    )


def test_english_keeps_the_engines_details(qapp: QApplication) -> None:
    said = (
        message(MessageCode.NO_ANSWER),
        message(MessageCode.DETAIL, text="minio.example:9000"),
        message(MessageCode.RETRY, number=3, seconds=8),
    )
    status = samples.busy(1, Activity.WAITING_FOR_NETWORK, said)
    assert engine_words.status_words(status) == (
        "The store does not answer. (minio.example:9000) Retry 3 in 8 s."
    )


def test_times_and_states_are_chinese(chinese: None) -> None:
    assert wording.duration_words(7800) == "2 小时 10 分"
    assert wording.state_words(JobState.PAUSED) == "已暂停"


async def choose(host: WindowHost, language: Language) -> None:
    """Change the language as a user does, in the preferences."""
    session = host.session
    changed = replace(session.settings, language=language)
    await session.change_settings(changed)
    await host.renewal()


def test_language_changes_at_once_while_the_engine_goes_on(
    on_qt: RunOnQt, theme: Theme, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with opened_window_host(theme, environment(tmp_path)) as host:
            host.window.show()
            await host.session.begin(demo=False)
            host.window.apply([an_event(samples.uploading(1))])
            old = host.window
            await choose(host, Language.CHINESE)
            assert host.window is not old
            assert host.window.isVisible()
            assert host.window.commands.add_files.text() == "添加文件"
            await choose(host, Language.ENGLISH)
            assert host.window.commands.add_files.text() == "Add files"

    on_qt(scenario())


@pytest.mark.case("W17")
def test_another_language_leaves_filter_selection_and_view_where_they_are(
    on_qt: RunOnQt, theme: Theme, tmp_path: Path
) -> None:
    count = FIRST_PAGE + 300
    make_history(tmp_path, count)

    async def scenario() -> None:
        async with opened_window_host(theme, environment(tmp_path)) as host:
            host.window.show()
            await host.session.begin(demo=False)
            await host.session.all_shown()
            host.window.states.choose(JobState.COMPLETED)
            host.window.filter_box.setText("clip")
            rows = range(count - 40, count - 38)
            chosen = [host.window.model.rows.shown[row] for row in rows]
            host.window.table.select_jobs(chosen)
            host.window.table.verticalScrollBar().setValue(10_000)
            await choose(host, Language.CHINESE)
            window = host.window
            assert window.states.states() == {JobState.COMPLETED}
            assert window.filter_box.text() == "clip"
            assert [status.job.job_id for status in window.selected_jobs()] == chosen
            assert window.table.verticalScrollBar().value() == 10_000
            await choose(host, Language.ENGLISH)

    on_qt(scenario())


def test_the_language_is_offered_in_its_own_words(qapp: QApplication) -> None:
    dialog = PreferencesDialog(None, Settings())
    language = dialog.general.language
    offered = [language.itemText(row) for row in range(language.count())]
    assert offered == ["As the system", "English", "简体中文"]
