"""Keeps the state directory that today's program leaves, for the versions after it.

``cd tests && python -m lab.databases.keep_state`` writes ``old_states/step-N``, N being the number of the schema's steps.
Its README says what the program does here.
"""

import argparse
import os
import signal
import socket
import sqlite3
import tempfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from lab.databases.old_state import ARCHIVE, ARCHIVE_SECRET, FOLDER, SETTINGS, SIZES, studio
from lab.files import make_file
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from lab.processes.program import Program
from lab.screens.desktop import until
from lab.stores.s3probe import S3Address
from lab.stores.seaweed import fresh_bucket, running_seaweed
from uploader_gui.storage.database.database import FILE_NAME
from uploader_gui.storage.database.schema import STEPS
from uploader_gui.storage.settings.keychain import Keychain
from uploader_gui.storage.settings.settings import SavedSettings
from uploader_gui.storage.settings.settings_file import SettingsFile


def keep(into: Path) -> None:
    """Have the program leave a state directory, and write it into this folder with words in place of where it was."""
    with (
        tempfile.TemporaryDirectory() as place,
        running_seaweed(Path(place) / "store") as store,
        fresh_bucket(store) as bucket,
        FaultProxy(bucket.address.endpoint) as proxy,
    ):
        footage, state = Path(place) / "footage", Path(place) / "state"
        footage.mkdir()
        for seed, (name, size) in enumerate(SIZES.items(), start=1):
            make_file(footage / name, size, seed=seed)
        state.mkdir(mode=0o700)
        _save_settings(state, proxy.endpoint, bucket.address)
        _open_window(state)
        _upload(Program(state, None, LOGNAME="ana"), proxy, footage)
        words = {
            proxy.endpoint: "{endpoint}",
            bucket.address.bucket: "{bucket}",
            str(footage): "{folder}",
            bucket.address.access_key: "{access_key}",
            bucket.address.secret_key: "{secret_key}",
            socket.gethostname(): "suite",
        }
        into.mkdir()
        for name in ("secrets.json", "settings.toml", "window.ini"):
            (into / name).write_text(_told((state / name).read_text("utf-8"), words), "utf-8")
        (into / "uploader.sql").write_text(_told(_as_sql(state / FILE_NAME), words), "utf-8")


def _save_settings(state: Path, endpoint: str, address: S3Address) -> None:
    used = studio(address, endpoint)
    SettingsFile(state).save(SavedSettings(SETTINGS, (used, ARCHIVE), used.name))
    keychain = Keychain(state)
    for profile, secret in ((used, address.secret_key), (ARCHIVE, ARCHIVE_SECRET)):
        keychain.set(profile.name, profile.endpoint, profile.access_key, secret, may_use_file=True)


def _open_window(state: Path) -> None:
    with Program(state, None, QT_QPA_PLATFORM="offscreen").running() as window:
        until((state / "window.ini").exists, "the window", lambda: not window.is_over())
        window.signal(signal.SIGTERM)
        window.end()


def _upload(program: Program, proxy: FaultProxy, footage: Path) -> None:
    """Two arrive, one is refused, one is stopped, one is killed with one behind it."""
    small, whole, refused, paused, interrupted, waiting = (footage / name for name in SIZES)
    assert program.run("upload", small, whole).code == 0
    assert program.run("upload", refused, "--bucket", "no-such-bucket").code == 1
    held = proxy.on("part", hold(), key=f"rushes/{paused.name}", number=2)
    with program.running("upload", paused) as running:
        _wait_for_parts(program, paused.name, 1)
        running.signal(signal.SIGINT)
        running.end()
    held.release()
    proxy.on("part", hold(), key=f"rushes/{interrupted.name}", number=3)
    with program.running("upload", interrupted, waiting) as running:
        _wait_for_parts(program, interrupted.name, 2)
        running.kill()


def _wait_for_parts(program: Program, name: str, count: int) -> None:
    def are_there() -> bool:
        return any(job["fileName"] == name and job["uploadedParts"] == count for job in program.jobs())

    until(are_there, f"{count} parts of {name}")


def _as_sql(database: Path) -> str:
    with closing(sqlite3.connect(database)) as sqlite:
        (version,) = sqlite.execute("PRAGMA user_version").fetchone()
        return "\n".join([*sqlite.iterdump(), f"PRAGMA user_version = {version};", ""])


def _told(text: str, words: Mapping[str, str]) -> str:
    for meant, word in words.items():
        text = text.replace(meant, word)
    return text


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    keep(FOLDER / f"step-{len(STEPS)}")
