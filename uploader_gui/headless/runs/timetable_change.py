"""Showing and changing the timetable of this engine."""

import asyncio
import json
from dataclasses import replace

from uploader_gui.domain.unattended.timetable_text import clean_timetable, parsed_timetable
from uploader_gui.headless.output.timetable_words import timetable_lines, timetable_object
from uploader_gui.headless.runs.exit_codes import EXIT_DONE
from uploader_gui.headless.runs.job_verbs import Say
from uploader_gui.runtime.runtime import Runtime


async def change_timetable(runtime: Runtime, rules: str) -> None:
    """Save these rules, "" for none, and keep to them at once. Raises BadSettingsError naming what is not understood."""
    clean = clean_timetable(rules)

    def save() -> None:
        runtime.change_settings(replace(runtime.saved.settings, timetable=clean))

    await asyncio.to_thread(save)
    runtime.engine.use_timetable(parsed_timetable(clean))


async def say_timetable(runtime: Runtime, rules: str | None, say: Say, *, as_json: bool) -> int:
    """Change it unless ``rules`` is None, and say what counts now; returns the exit code. Raises BadSettingsError."""
    if rules is not None:
        await change_timetable(runtime, rules)
    now = runtime.engine.timekeeper.now
    for line in [json.dumps(timetable_object(now), ensure_ascii=False)] if as_json else timetable_lines(now):
        say.line(line)
    return EXIT_DONE
