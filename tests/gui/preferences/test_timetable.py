"""The timetable in the window: its page, the status bar, later starts and the limit of a package."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QTime
from pytestqt.qtbot import QtBot

from gui.conftest import RunOnQt
from gui.rig import Rig, environment, home_with, modal
from gui.rig import opened as opened_window
from lab.files import make_file
from lab.stores.s3probe import S3Address
from uploader_gui.domain.job import JobState
from uploader_gui.domain.unattended.timetable import Effect, InForce, TimetableNow, timetable_now
from uploader_gui.domain.unattended.timetable_text import parsed_timetable
from uploader_gui.gui.job_kind import Look, look_of
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.preferences.preferences_dialog import PreferencesDialog
from uploader_gui.gui.preferences.rule_dialog import RuleDialog, RuleKind
from uploader_gui.gui.preferences.speed_limit_button import SpeedLimitButton
from uploader_gui.gui.session.jobs.start_times import StartDialog
from uploader_gui.gui.words.timetable_words import until_words
from uploader_gui.storage.settings.settings import SavedSettings, Settings


def opened(qtbot: QtBot, rules: str = "") -> PreferencesDialog:
    dialog = PreferencesDialog(None, Settings(timetable=rules))
    qtbot.addWidget(dialog)
    return dialog


def counts(
    until: datetime, effect: Effect, *, limit: int | None = None, is_ignored: bool = False
) -> TimetableNow:
    """What counts until then."""
    return TimetableNow(
        parsed_timetable("always 1 MB/s"),
        InForce(effect, until),
        limit,
        effect.sends or is_ignored,
        is_ignored,
    )


def test_rules_stand_on_lines_of_their_own_and_are_saved_as_they_are_always_written(qtbot: QtBot) -> None:
    dialog = opened(qtbot, "08:00-18:00 Mon-Fri 2 MB/s; else no limit")
    assert dialog.timetable.rules.toPlainText() == "08:00-18:00 Mon-Fri 2 MB/s\nelse no limit"
    dialog.timetable.rules.setPlainText("only 20-06")
    assert dialog.timetable.week.words_of(1) == "Tue: 00:00 no limit, 06:00 nothing is sent, 20:00 no limit"
    assert dialog.settings().timetable == "only between 20:00-06:00"


def test_a_slip_is_said_below_and_is_not_saved(qtbot: QtBot) -> None:
    dialog = opened(qtbot)
    dialog.timetable.rules.setPlainText("08-18 Mox 2 MB/s")
    assert "“Mox 2 MB/s” is not understood" in dialog.timetable.said.text()
    dialog.show()
    dialog.accept()
    assert dialog.isVisible()
    dialog.timetable.rules.setPlainText("")
    dialog.accept()
    assert dialog.result() == PreferencesDialog.DialogCode.Accepted


def test_rules_are_put_together_from_fields(qtbot: QtBot) -> None:
    preferences = opened(qtbot)
    page, dialog = preferences.timetable, RuleDialog(None)
    qtbot.addWidget(dialog)
    page.add_rule(dialog.rule())
    dialog.is_rest.click()
    dialog.kind.setCurrentIndex(dialog.kind.findData(RuleKind.NOTHING.value))
    page.add_rule(dialog.rule())
    dialog.is_rest.click()
    dialog.kind.setCurrentIndex(dialog.kind.findData(RuleKind.NO_LIMIT.value))
    dialog.begin.setTime(QTime(20, 0))
    dialog.end.setTime(QTime(0, 0))
    dialog.days[0].click()
    page.add_rule(dialog.rule())
    assert page.rules.toPlainText().split("\n") == [
        "08:00-18:00 Mon-Fri 2 MB/s",
        "20:00-24:00 Tue-Fri no limit",
        "else nothing",
    ]


def test_a_rule_that_was_put_together_is_added_when_its_dialog_is_accepted(qtbot: QtBot) -> None:
    preferences = opened(qtbot)
    preferences.show()
    preferences.timetable.add.click()
    (dialog,) = preferences.findChildren(RuleDialog)
    dialog.accept()
    assert preferences.timetable.rules.toPlainText() == "08:00-18:00 Mon-Fri 2 MB/s"


def test_without_a_day_there_is_no_rule_to_add(qtbot: QtBot) -> None:
    dialog = RuleDialog(None)
    qtbot.addWidget(dialog)
    for button in dialog.days:
        button.setChecked(False)
    assert not dialog.is_whole
    dialog.is_rest.click()
    assert dialog.is_whole


def test_the_status_bar_says_what_counts_and_until_when(qtbot: QtBot) -> None:
    button = SpeedLimitButton()
    qtbot.addWidget(button)
    button.show_limit(5_000_000)
    assert button.text() == "Limit: 5.0 MB/s"
    in_an_hour = datetime.now(UTC) + timedelta(hours=1)
    until = f"{in_an_hour:%H:%M}"
    button.show_timetable(counts(in_an_hour, Effect(2_000_000), limit=2_000_000))
    assert button.text() == f"Limit: 2.0 MB/s until {until} (timetable)"
    assert button.accessibleName() == button.text()
    button.show_timetable(counts(in_an_hour, Effect(8_000_000), limit=5_000_000))
    assert button.text() == "Limit: 5.0 MB/s"
    button.show_timetable(counts(in_an_hour, Effect(sends=False)))
    assert button.text() == f"Nothing is sent until {until} (timetable)"
    with qtbot.waitSignal(button.ignoring_chosen) as chosen:
        next(one for one in button.menu().actions() if "aside" in one.text()).trigger()
    assert chosen.args == [True]
    button.show_timetable(counts(in_an_hour, Effect(sends=False), limit=5_000_000, is_ignored=True))
    assert button.text() == f"Limit: 5.0 MB/s (timetable left aside until {until})"


def test_it_says_by_which_rule_and_until_when_also_where_that_holds_nothing_back(qtbot: QtBot) -> None:
    button = SpeedLimitButton()
    qtbot.addWidget(button)
    rules = parsed_timetable("08-18 Mon-Fri 2 MB/s, else no limit")
    sunday = datetime.now(UTC) + timedelta(days=(6 - datetime.now(UTC).weekday()) % 7 + 7)
    monday = f"Mon {8:02}:00"

    def shown(limit: int | None, moment: datetime = sunday, *, is_ignored: bool = False) -> tuple[str, ...]:
        button.show_limit(limit)
        button.show_timetable(timetable_now(rules, limit, moment, lambda one: one, is_ignored=is_ignored))
        return button.text(), *button.toolTip().split("\n")[1:]

    def offers() -> tuple[list[str], bool]:
        entries = [one.text() for one in button.menu().actions() if "imetable:" in one.text()]
        return entries, any("aside" in one.text() for one in button.menu().actions())

    no_limit = f"Timetable: no limit until {monday}"
    assert shown(100_000) == (
        "Limit: 100 kB/s",
        no_limit,
        "By its rule: else no limit",
        "The limit set here counts: 100 kB/s",
    )
    assert button.accessibleDescription().startswith(no_limit)
    assert offers() == ([no_limit], False)
    assert shown(None) == (
        f"Limit: none until {monday} (timetable)",
        no_limit,
        "By its rule: else no limit",
    )
    assert offers() == ([no_limit], False)

    noon = sunday.replace(hour=12) + timedelta(days=1)
    evening = until_words(noon.replace(hour=18, minute=0, second=0, microsecond=0))
    ours = "By its rule: 08:00-18:00 Mon-Fri 2 MB/s"
    office = f"Timetable: 2.0 MB/s until {evening}"
    assert shown(1_000_000, noon) == (
        "Limit: 1.0 MB/s",
        office,
        ours,
        "The limit set here counts: 1.0 MB/s",
    )
    assert offers() == ([office], False)
    assert shown(5_000_000, noon) == (f"Limit: 2.0 MB/s until {evening} (timetable)", office, ours)
    assert offers() == ([office], True)
    aside = shown(5_000_000, noon, is_ignored=True)
    assert aside == (
        f"Limit: 5.0 MB/s (timetable left aside until {evening})",
        office,
        ours,
        "It is left aside.",
    )
    assert offers() == ([office], True)


def test_a_start_is_this_evening_or_what_was_chosen_before(qtbot: QtBot) -> None:
    before = datetime(2099, 1, 1, 21, tzinfo=UTC)
    dialog = StartDialog(None, before)
    qtbot.addWidget(dialog)
    assert dialog.start() == before
    evening = StartDialog(None, None)
    qtbot.addWidget(evening)
    assert (evening.start().hour, evening.start().minute) == (22, 0)
    assert timedelta() < evening.start() - datetime.now(UTC) <= timedelta(hours=25)


def test_a_time_is_typed_at_once_where_a_start_is_asked_for(qtbot: QtBot) -> None:
    dialog = StartDialog(None, None)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    qtbot.waitUntil(dialog.when.hasFocus)
    qtbot.keyClicks(dialog.when, "23:59")
    assert (dialog.start().hour, dialog.start().minute) == (23, 59)


def test_the_window_keeps_to_the_timetable_starts_later_and_limits_a_package(
    on_qt: RunOnQt, theme: Theme, proxied: S3Address, tmp_path: Path
) -> None:
    card = tmp_path / "A007"
    card.mkdir()
    for name in ("a.mov", "b.mov"):
        make_file(card / name, 100_000)

    async def steps() -> None:
        home = home_with(tmp_path, SavedSettings(Settings(timetable="always nothing", shows_summary=False)))
        async with opened_window(theme, environment(home, proxied)) as rig:
            commands, limit = rig.window.commands, rig.window.totals.limit
            assert limit.text() == "Nothing is sent (timetable)"
            rig.drop(card)
            await rig.until(lambda: looks(rig) == [Look.WAITING] * 2, "two that wait")
            assert rig.job("a.mov").message == "Waiting: the timetable never lets anything be sent"
            rig.select_all()
            commands.limits.chosen.emit(1_000_000)
            await rig.until(lambda: limits(rig) == [1_000_000], "the limit of the package")
            assert {one.job.bandwidth_limit for one in rig.window.model.statuses()} == {None}
            assert not commands.start_now.isEnabled()
            commands.start_at.trigger()
            (await modal(rig, StartDialog)).accept()
            await rig.until(lambda: looks(rig) == [Look.LATER] * 2, "two that start later")
            rig.select_all()
            commands.start_now.trigger()
            await rig.until(lambda: looks(rig) == [Look.WAITING] * 2, "two that wait again")
            await rig.session.change_settings(replace(rig.session.settings, timetable=""))
            await rig.until_all(JobState.COMPLETED, 2)
            assert limit.text() == "Limit: none"

    on_qt(steps())


def looks(rig: Rig) -> list[Look]:
    return [look_of(status) for status in rig.window.model.statuses()]


def limits(rig: Rig) -> list[int | None]:
    packages = [head.package for head in rig.window.model.rows.packages.heads.values()]
    return [one.bandwidth_limit for one in packages if one is not None]
