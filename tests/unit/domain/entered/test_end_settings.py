import pytest

from uploader_gui.domain.entered.command_words import clean_command, words_of
from uploader_gui.domain.entered.webhook_address import clean_webhook
from uploader_gui.domain.errors import BadSettingsError


@pytest.mark.parametrize(
    ("entered", "kept"),
    [
        ("", ""),
        (" https://hooks.example.com/T0/B0?key=a%20b \n", "https://hooks.example.com/T0/B0?key=a%20b"),
        ("HTTP://Hooks.Example.com:8080", "http://hooks.example.com:8080"),
        ("hooks.example.com/in", "https://hooks.example.com/in"),
        ("localhost:8000/in", "http://localhost:8000/in"),
        ("https://[::1]:8443/in", "https://[::1]:8443/in"),
        ("https://hooks.example.com/上传#top", "https://hooks.example.com/%E4%B8%8A%E4%BC%A0"),
        ("https://hooks.example.com?to=us", "https://hooks.example.com?to=us"),
    ],
)
def test_an_address_is_kept_as_it_is_sent(entered: str, kept: str) -> None:
    assert clean_webhook(entered) == kept


@pytest.mark.parametrize(
    "entered",
    [
        "ftp://hooks.example.com/in",
        "file:///etc/passwd",
        "https://user:secret@hooks.example.com/in",
        "https://a.example.com,b.example.com/in",
        "https://{1...4}.example.com/in",
        "https:///in",
        "https://hooks.example.com/a b",
        "https://hooks.example.com/in\r\nX-Other: 1",
    ],
)
def test_what_is_no_address_of_a_webhook_is_refused(entered: str) -> None:
    with pytest.raises(BadSettingsError):
        clean_webhook(entered)


def test_a_command_is_split_as_a_shell_splits_it_and_nothing_in_it_is_replaced() -> None:
    command = clean_command("""  /opt/tell "two words" '$HOME' a\\ b; rm -rf * """)
    assert words_of(command) == ["/opt/tell", "two words", "$HOME", "a b;", "rm", "-rf", "*"]
    assert clean_command("  ") == ""


@pytest.mark.parametrize("entered", ["tell 'it", "a\nb"])
def test_a_command_that_can_not_be_split_is_refused(entered: str) -> None:
    with pytest.raises(BadSettingsError):
        clean_command(entered)
