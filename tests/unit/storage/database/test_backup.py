from contextlib import closing
from pathlib import Path

from uploader_gui.storage.database.backup import Backups
from uploader_gui.storage.database.database import FILE_NAME, Database
from uploader_gui.storage.database.sqlite_connection import connect


def test_a_copy_that_is_damaged_itself_is_passed_over_for_an_older_one(tmp_path: Path) -> None:
    Database.open(tmp_path).close()
    path = tmp_path / FILE_NAME
    backups = Backups(path)
    with closing(connect(path)) as sqlite:
        sqlite.execute(
            "INSERT INTO store_traits VALUES ('http://nas:9000', '', 'region', 'eu-1', '2026-11-25')"
        )
        backups.make(sqlite)
        backups.make(sqlite)
    newest, _older = backups.newest_first()
    newest.write_bytes(b"no database at all" * 100)
    path.write_bytes(b"damaged as well" * 100)

    backups.restore()

    with closing(connect(path, "ro")) as sqlite:
        assert sqlite.execute("SELECT value FROM store_traits").fetchone()[0] == "eu-1"
