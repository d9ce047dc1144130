"""The composition root: directories, lock, log, settings and store -> an engine that is ready to start."""

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from uploader_gui.domain.messages import MessageCode, Messages, message
from uploader_gui.private_files import check_state_folder, claim, make_folder, own_folder
from uploader_gui.runtime.file_descriptors import raised_limit, workers_within
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.jobs.reading.job_reader import JobReader
from uploader_gui.storage.settings.settings import Environment, environment

if TYPE_CHECKING:  # whoever only reads needs none of these, and shall not wait for them
    from uploader_gui.runtime.credentials import Credentials
    from uploader_gui.runtime.instance_lock import InstanceLock
    from uploader_gui.runtime.log_file import LogFile
    from uploader_gui.storage.jobs.job_database import JobDatabase
    from uploader_gui.storage.settings.keychain import Keychain
    from uploader_gui.storage.settings.settings import SavedSettings, Settings
    from uploader_gui.storage.settings.settings_file import SettingsFile
    from uploader_gui.transfer.engine import Engine
    from uploader_gui.transfer.job.job_run import EngineOptions
    from uploader_gui.transfer.watching.watching import Watching


class WatchedOnDemand:
    """Imports and makes the watching of folders when it is first asked for: most runs watch none. Any thread."""

    def __init__(self, make: Callable[[], "Watching"]) -> None:
        self._make = make
        self._made: Watching | None = None
        self._making = Lock()

    def get(self) -> "Watching":
        """The one that there is."""
        with self._making:
            if self._made is None:
                self._made = self._make()
            return self._made

    def reload(self) -> None:
        """The saved folders may be others now."""
        if self._made is not None:
            self._made.reload()


@dataclass(frozen=True, slots=True)
class Runtime:
    """All that the holder of a state directory works with, from ``open_runtime`` to ``close``.

    The engine is not started yet: that happens on the loop that it will live on.
    """

    state_dir: Path
    staging_dir: Path
    environment: Environment
    settings_file: "SettingsFile"
    keychain: "Keychain"
    credentials: "Credentials"
    database: Database
    jobs: "JobDatabase"
    engine: "Engine"
    watched: "WatchedOnDemand"
    options: "EngineOptions"
    log: "LogFile"
    lock: "InstanceLock"
    resources: contextlib.ExitStack
    saving: Lock = field(default_factory=Lock)

    @property
    def watching(self) -> "Watching":
        """The watching of the saved folders."""
        return self.watched.get()

    @property
    def notice(self) -> Messages:
        """What the user has to know of what was repaired at opening; else empty."""
        return self.database.notice

    @property
    def settings_notice(self) -> Messages:
        """What the user has to know of the settings file as it was read last; else empty."""
        misplaced = ", ".join(self.saved.misplaced)
        path = str(self.settings_file.path)
        return (message(MessageCode.SETTINGS_MISPLACED, path=path, names=misplaced),) if misplaced else ()

    @property
    def saved(self) -> "SavedSettings":
        """Settings and connections as the file has them."""
        return self.credentials.saved

    def change(self, edit: Callable[["SavedSettings"], "SavedSettings"]) -> "SavedSettings":
        """Have the settings file say what ``edit`` makes of what it says now, and use that from now on; any thread.

        A running engine is told by its ``set_options``; watched folders change by themselves. Raises BadSettingsError
        in words.
        """
        with self.saving:
            self.credentials.saved = self.settings_file.change(edit)
            self.watched.reload()
            return self.credentials.saved

    def reread(self) -> "SavedSettings":
        """Use what somebody has written into the settings file; any thread. The engine and watched folders as of ``change``.

        Raises BadSettingsError in words; what was there before stays in use then.
        """
        with self.saving:
            self.credentials.saved = self.settings_file.load()
            self.watched.reload()
            return self.credentials.saved

    def change_settings(self, wanted: "Settings") -> "Settings":
        """Change those preferences in which ``wanted`` differs from what we know, and return all of them."""
        from uploader_gui.storage.settings.settings import with_changes

        before = self.saved.settings

        def edit(there: "SavedSettings") -> "SavedSettings":
            return replace(there, settings=with_changes(there.settings, before, wanted))

        return self.change(edit).settings

    def close(self) -> None:
        """Close the store and the log and free the lock; the engine has to be stopped before. Blocking."""
        self.resources.close()


def open_runtime(
    environ: Mapping[str, str],
    *,
    holder: str,
    jobs_at_once: int | None = None,
    workers: int | None = None,
    checks_later: bool = False,
    is_attended: bool = False,
) -> Runtime:
    """Become the one that runs the engine of the state directory; ``holder`` is our name in words.

    ``jobs_at_once`` and ``workers`` win over the saved settings. ``checks_later``: the caller has
    ``database.look_after`` make the daily check, where it holds up nobody. ``is_attended``: there is a window, in
    which keys can be entered. Raises StateDirectoryBusyError naming
    who holds it already, and BadSettingsError in words. Blocking, half a second of imports included.
    """
    from uploader_gui.runtime.credentials import Credentials
    from uploader_gui.runtime.instance_lock import InstanceLock, state_dir_unusable
    from uploader_gui.runtime.log_file import LogFile
    from uploader_gui.storage.settings.keychain import Keychain
    from uploader_gui.storage.settings.settings_file import SettingsFile

    variables = environment(environ)
    state_dir = prepared_state_directory(environ)
    try:
        claim(state_dir)
    except OSError as error:
        raise state_dir_unusable(state_dir, error) from error
    with contextlib.ExitStack() as resources:
        lock = resources.enter_context(contextlib.closing(InstanceLock(state_dir).acquire(holder)))
        log = resources.enter_context(contextlib.closing(LogFile(state_dir)))
        log.redaction.hide(variables.secret_key)
        log.redaction.hide(variables.session_token)
        log.redaction.hide(variables.webhook_secret)
        saved = SettingsFile(state_dir).load()
        settings = replace(
            saved.settings,
            jobs_at_once=jobs_at_once or saved.settings.jobs_at_once,
            workers=workers or saved.settings.workers,
        )
        database = Database.open(state_dir, checks_later=checks_later)
        resources.enter_context(contextlib.closing(database))
        keychain = Keychain(state_dir)
        credentials = Credentials(variables, saved, keychain, log.redaction.hide, is_attended=is_attended)
        assembled = _assemble(
            state_dir,
            variables,
            log,
            keychain,
            credentials,
            database,
            lock,
            engine_options(settings, variables),
            is_attended=is_attended,
        )
        return replace(assembled, resources=resources.pop_all())


def engine_options(settings: "Settings", variables: Environment) -> "EngineOptions":
    """What the settings, and the environment before them, say to the engine."""
    from uploader_gui.domain.unattended.timetable_text import parsed_timetable
    from uploader_gui.transfer.job.job_run import EngineOptions

    return EngineOptions(
        jobs_at_once=settings.jobs_at_once,
        workers=workers_within(raised_limit(), settings.workers),
        bandwidth_limit=settings.bandwidth_limit,
        timetable=parsed_timetable(settings.timetable),
        retry_limit=settings.retry_limit,
        package_command=variables.package_command or settings.package_command,
        webhook=variables.webhook or settings.webhook,
    )


def _assemble(
    state_dir: Path,
    variables: Environment,
    log: "LogFile",
    keychain: "Keychain",
    credentials: "Credentials",
    database: Database,
    lock: "InstanceLock",
    options: "EngineOptions",
    *,
    is_attended: bool,
) -> Runtime:
    from uploader_gui.s3.learned_traits import LearnedTraits
    from uploader_gui.storage.database.rate_table import RateTable
    from uploader_gui.storage.database.trait_table import TraitTable
    from uploader_gui.storage.jobs.job_database import JobDatabase
    from uploader_gui.storage.settings.settings_file import SettingsFile
    from uploader_gui.transfer.engine import Engine

    staging_dir = staging_directory(variables, state_dir)
    jobs = JobDatabase(database)
    engine = Engine(
        jobs,
        options=options,
        staging_dir=staging_dir,
        connect=credentials.connect,
        traits=LearnedTraits(TraitTable(database)),
        rates=RateTable(database),
        webhook_secret=credentials.webhook_secret,
    )

    def watching() -> "Watching":
        from uploader_gui.runtime.watching import watching_of

        return watching_of(engine, jobs, database, variables, credentials, resumes=not is_attended)

    return Runtime(
        state_dir=state_dir,
        staging_dir=staging_dir,
        environment=variables,
        settings_file=SettingsFile(state_dir),
        keychain=keychain,
        credentials=credentials,
        database=database,
        jobs=jobs,
        engine=engine,
        watched=WatchedOnDemand(watching),
        options=options,
        log=log,
        lock=lock,
        resources=contextlib.ExitStack(),
    )


def open_reader(environ: Mapping[str, str]) -> JobReader:
    """The stored jobs for reading along, whoever holds the state directory; changes nothing on disk."""
    return JobReader(Database.open(state_directory(environ), read_only=True))


def engine_runs(environ: Mapping[str, str]) -> bool:
    """Say whether a living process runs the engine of the state directory."""
    from uploader_gui.runtime.instance_lock import is_held

    return is_held(state_directory(environ))


def state_directory(environ: Mapping[str, str]) -> Path:
    """Where everything of ours lives: ``UPLOADER_GUI_HOME``, or the user's data directory; need not exist.

    Raises BadSettingsError where the variable names something that is no directory, or one that is not ours alone.
    """
    home = {"UPLOADER_GUI_HOME": environ.get("UPLOADER_GUI_HOME", "")}  # the others don't matter here
    state_dir = environment(home).state_dir or _users_directory()
    check_state_folder(state_dir)
    return state_dir


def _users_directory() -> Path:
    from platformdirs import user_data_path

    return Path(user_data_path("uploader-gui", appauthor=False))


def staging_directory(variables: Environment, state_dir: Path) -> Path:
    """Where staged copies go: into a folder of our own where ``UPLOAD_TEMP_DIR`` is shared with others."""
    return state_dir / "staging" if variables.staging_dir is None else own_folder(variables.staging_dir)


def prepared_state_directory(environ: Mapping[str, str]) -> Path:
    """The state directory, made for its owner alone if need be. Raises BadSettingsError in words."""
    from uploader_gui.runtime.instance_lock import state_dir_unusable

    state_dir = state_directory(environ)
    try:
        make_folder(state_dir)
    except OSError as error:
        raise state_dir_unusable(state_dir, error) from error
    check_state_folder(state_dir)  # somebody may have been quicker
    return state_dir
