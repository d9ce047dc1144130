"""The command ``timetable``: shows and changes when how much may be sent, also while another process sends."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from uploader_gui.domain.unattended.timetable_text import clean_timetable
from uploader_gui.headless.commands.change_jobs import Streams
from uploader_gui.headless.commands.handover import here_or_there
from uploader_gui.headless.commands.holding import holding
from uploader_gui.headless.runs.interrupt import Interrupt
from uploader_gui.headless.runs.timetable_change import say_timetable
from uploader_gui.runtime.engine_loop import run as run_engine

if TYPE_CHECKING:
    from uploader_gui.headless.commands.handover_client import HandoverClient


def timetable(environ: Mapping[str, str], rules: str | None, *, as_json: bool) -> int:
    """Save these rules ("" for none; None: change nothing), and show what counts now; returns the exit code.

    Raises UploaderError in words.
    """
    if rules is not None:
        clean_timetable(rules)

    def here() -> int:
        with holding(environ, "timetable") as runtime:
            return run_engine(say_timetable(runtime, rules, Streams(), as_json=as_json))

    def there(client: "HandoverClient") -> int:
        from uploader_gui.headless.commands.handover_client import follow
        from uploader_gui.headless.runs.handover_messages import TimetableHandover

        return follow(client, TimetableHandover(rules, as_json), Interrupt(), as_json=False)

    return here_or_there(environ, here, there)
