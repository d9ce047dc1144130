from uploader_gui.domain.profile import Connection, free_name


def test_a_connection_never_prints_its_secret() -> None:
    connection = Connection("https://nas", "us-east-1", "key", "hunter2")
    assert "hunter2" not in repr(connection)


def test_a_free_name_counts_on() -> None:
    assert free_name("nas", {"studio"}) == "nas"
    assert free_name("nas", {"nas", "nas 2"}) == "nas 3"
