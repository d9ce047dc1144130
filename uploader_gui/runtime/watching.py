"""The watched folders of a runtime: which those are, and by which connection and settings their files are sent."""

from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.profile import Profile
from uploader_gui.domain.unattended.watch_folder import WatchFolder
from uploader_gui.runtime.credentials import Credentials
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.storage.jobs.watched_files import WatchedFiles
from uploader_gui.storage.settings.settings import Environment
from uploader_gui.transfer.engine import Engine
from uploader_gui.transfer.watching.watch_needs import SendingSettings
from uploader_gui.transfer.watching.watching import Watching


def watching_of(
    engine: Engine,
    jobs: JobDatabase,
    database: Database,
    variables: Environment,
    credentials: Credentials,
    *,
    resumes: bool,
) -> Watching:
    """The watching of the saved folders, not begun yet. ``resumes`` as of ``Watching``."""

    def sending(watch: WatchFolder) -> SendingSettings:
        settings = credentials.saved.settings
        return SendingSettings(
            _profile(credentials, watch),
            variables.part_size or settings.part_size,
            variables.max_size,
            settings.on_conflict,
        )

    return Watching(
        engine,
        jobs,
        WatchedFiles(database),
        lambda: credentials.saved.watch_folders,
        sending,
        resumes=resumes,
    )


def _profile(credentials: Credentials, watch: WatchFolder) -> Profile:
    """Raises BadSettingsError where there is no such connection, or it leads to no bucket."""
    profile = credentials.saved.profile(watch.profile) if watch.profile else credentials.current_profile()
    if profile is None:
        raise BadSettingsError(
            message(MessageCode.WATCH_NO_SUCH_CONNECTION, path=watch.folder, name=watch.profile)
        )
    if not profile.bucket:
        raise BadSettingsError(message(MessageCode.BUCKET_NOT_SET))
    return profile
