"""What the texts of options and arguments become: paths, names, rates, times; what makes no sense is refused."""

import math
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from uploader_gui.domain.entered.public_url import PublicUrl, public_url
from uploader_gui.domain.entered.rate import entered_rate
from uploader_gui.domain.errors import BadSettingsError


class GivenPath(click.Path):
    """A path that was really given: "" would be the working directory, all of it, and "$UNSET/" the whole system."""

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """The path as it is."""
        if not os.fspath(value):
            self.fail("an empty text names no file. Is a variable unset? '.' is this directory.", param, ctx)
        if _is_root(Path(value)):
            self.fail("that is the whole system. Is a variable unset? Name a folder in it.", param, ctx)
        return super().convert(value, param, ctx)


class GivenFile(GivenPath):
    """The same, or the address of a file, as desktops write them: ``file:///clips/a%20b.mov``."""

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """Its path on this machine; what is none here stays as it was given."""
        from uploader_gui.source.file_address import FileAddress

        address = FileAddress.read(os.fsencode(value))
        local = None if address is None else address.local_path()
        return super().convert(value if local is None else local, param, ctx)


def _is_root(path: Path) -> bool:
    """Say whether this is the root of all folders; one drive of several is not, and may be meant."""
    return bool(path.root) and not path.drive and path == Path(path.anchor)


class GivenText(click.types.StringParamType):
    """A text that is not empty; ``hint`` says what to write instead."""

    def __init__(self, hint: str) -> None:
        self._hint = hint

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text as it is."""
        text = str(super().convert(value, param, ctx))
        if not text.strip():
            self.fail(f"it is empty. Is a variable unset? {self._hint}", param, ctx)
        return text


class Seconds(click.FloatRange):
    """A number in a range; what is no number at all, ``nan``, is in no range either."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number."""
        seconds = float(super().convert(value, param, ctx))
        if math.isnan(seconds):
            self.fail(f"{value!r} is no number of seconds.", param, ctx)
        return seconds


class PublicAddress(click.ParamType):
    """The address under which a reverse proxy offers the HTTP API."""

    name = "url"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> PublicUrl:
        """The address, read."""
        if isinstance(value, PublicUrl):
            return value
        try:
            return public_url(str(value))
        except ValueError as error:
            self.fail(f"{error}.", param, ctx)


NOW = "now"
JOB_ID = GivenText("`uploader-gui list` shows the ids of jobs.")


def rate_or_none(value: str) -> int:
    """Bytes a second, in decimal units, 1 at least; 0 stands for ``none``."""
    if value.lower() == "none":
        return 0
    rate = entered_rate(value)
    if rate is None:
        raise click.BadParameter(
            f"{value!r} is no rate. Write bytes a second, such as 400000, 400k or 1.5M, or none."
        )
    return rate


class Moment(click.ParamType):
    """A day or a time, this computer's where it names no zone; ``is_end``: of a day its end."""

    name = "time"

    def __init__(self, *, is_end: bool = False) -> None:
        self._is_end = is_end

    def convert(
        self, value: str | datetime, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """The time, with its zone."""
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(value.strip())
            if self._is_end and len(value.strip()) <= len("2026-11-01"):
                moment += timedelta(days=1)
            return moment.astimezone()
        except (ValueError, OverflowError, OSError):
            self.fail(
                f"{value!r} is no time. Write a day, such as 2026-11-01, or 2026-11-01T18:30.", param, ctx
            )


class StartTime(click.ParamType):
    """When something is to start, by this computer's clock."""

    name = "time"

    def convert(
        self, value: str | datetime, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """The time, with its zone."""
        if isinstance(value, datetime):
            return value
        from uploader_gui.domain.unattended.start_time import entered_start

        try:
            return entered_start(value, datetime.now(UTC))
        except BadSettingsError as error:
            self.fail(error.message, param, ctx)


class StartOrNow(click.ParamType):
    """The same, or ``now``."""

    name = "time"

    def convert(
        self, value: str | datetime, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime | str:
        """The time, with its zone; ``now`` as it is."""
        if isinstance(value, str) and value.strip().lower() == NOW:
            return NOW
        return StartTime().convert(value, param, ctx)
