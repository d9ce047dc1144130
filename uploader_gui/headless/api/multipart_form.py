"""A multipart form, pulled apart as it arrives: the file's bytes go on to the staging directory at once."""

from collections.abc import Callable

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from uploader_gui.domain.errors import ErrorCode, UploaderError
from uploader_gui.domain.plan import KIB, MIB
from uploader_gui.headless.api.errors import bad_request
from uploader_gui.source.received_copy import ReceivedCopy

# Form fields that nobody asked for are skipped, but not without end.
_MOST_OTHER_BYTES = 1 * MIB
_LONGEST_CHUNK_SIZE = 64
_LONGEST_NAME_BYTES = 1 * KIB
_ESCAPES = (("%22", '"'), ("%0D", "\r"), ("%0A", "\n"))  # HTML standard, "multipart form data"
_HIDDEN = "\x7f"


class Form:
    """Fed with the body, it finds ``chunk_size`` (a text, "" if there was none) and the file.

    ``pieces`` collects the file's bytes; whoever feeds empties it. ``make_arrival`` is called with the file's
    name. Raises UploaderError BAD_REQUEST in words.
    """

    def __init__(self, content_type: str, make_arrival: Callable[[str], ReceivedCopy]) -> None:
        self.chunk_size = ""
        self.arrival: ReceivedCopy | None = None
        self.pieces: list[bytes] = []
        self._make_arrival = make_arrival
        self._is_over = False
        self._header = ["", ""]
        self._disposition = ""
        self._field = ""
        self._others = 0
        self._seen_chunk_size = False
        self._parser = self._made_parser(content_type)

    def feed(self, data: bytes) -> None:
        """Take the next bytes of the body."""
        try:
            self._parser.write(data)
        except FormParserError as error:
            raise bad_request(f"The form can't be read: {error}") from None

    def end(self) -> ReceivedCopy:
        """The body is over: the file that was in it, all of whose bytes were given out."""
        if not self._is_over:
            raise bad_request("The form ends in the middle. Nothing of it was kept; send it again.")
        if self.arrival is None:
            raise bad_request(
                "The form has no file. Send one in the field `file`, as `curl -F file=@PATH` does."
            )
        return self.arrival

    def _made_parser(self, content_type: str) -> MultipartParser:
        _, options = parse_options_header(content_type)
        boundary = options.get(b"boundary")
        if not boundary:
            raise bad_request("The form's content type names no boundary.")
        try:
            return MultipartParser(
                boundary,
                {
                    "on_part_begin": self._part_begins,
                    "on_header_field": lambda data, start, end: self._header_grows(0, data[start:end]),
                    "on_header_value": lambda data, start, end: self._header_grows(1, data[start:end]),
                    "on_header_end": self._header_ends,
                    "on_headers_finished": self._headers_end,
                    "on_part_data": self._data,
                    "on_end": self._ends,
                },
            )
        except FormParserError as error:
            raise bad_request(f"The form can't be read: {error}") from None

    def _part_begins(self) -> None:
        self._header = ["", ""]
        self._disposition = ""
        self._field = ""

    def _header_grows(self, half: int, data: bytes) -> None:
        self._header[half] += data.decode("latin-1")

    def _header_ends(self) -> None:
        name, value = self._header
        if name.lower() == "content-disposition":
            self._disposition = value
        self._header = ["", ""]

    def _headers_end(self) -> None:
        _, options = parse_options_header(self._disposition)
        self._field = options.get(b"name", b"").decode("utf-8", "replace")
        if self._field == "file" or b"filename" in options:
            self._file_begins(options.get(b"filename", b""))
        elif self._field == "chunkSize":
            if self._seen_chunk_size:
                raise bad_request("The form has two fields `chunkSize`.")
            self._seen_chunk_size = True

    def _file_begins(self, raw_name: bytes) -> None:
        if self._field != "file":
            raise bad_request("The form's one file belongs into the field `file`; there is another.")
        if self.arrival is not None:
            raise bad_request("The form has two files. Send one form for each.")
        if not raw_name:
            raise bad_request("The form has no file: its field `file` names none.")
        self.arrival = self._make_arrival(checked_name(raw_name))

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._field == "file":
            self.pieces.append(data[start:end])
            return
        self._others += end - start
        if self._others > _MOST_OTHER_BYTES:
            raise bad_request("The form's other fields are too large.")
        if self._field == "chunkSize":
            self.chunk_size += data[start:end].decode("latin-1")
            if len(self.chunk_size) > _LONGEST_CHUNK_SIZE:
                raise bad_request("`chunkSize` is a number of bytes.")

    def _ends(self) -> None:
        self._is_over = True


def checked_name(raw_name: bytes) -> str:
    """A form's file name as text. Raises UploaderError BAD_REQUEST for a path, control characters or no text."""
    try:
        name = raw_name.decode("utf-8")
    except UnicodeDecodeError:
        raise bad_request("The file's name is not valid text (UTF-8).") from None
    for escape, character in _ESCAPES:
        name = name.replace(escape, character)
    if "/" in name or "\\" in name or name in {".", ".."}:
        raise bad_request("The file's name holds a path. Send the name alone.")
    if any(character < " " or character == _HIDDEN for character in name) or not name.strip():
        raise bad_request("The file's name holds characters that no name should have.")
    if len(raw_name) > _LONGEST_NAME_BYTES:
        raise bad_request("The file's name is too long.")
    return name


def chunk_size_of(text: str) -> int | None:
    """``chunkSize`` as bytes; None if it was not said. Raises UploaderError BAD_REQUEST unless it is a number."""
    text = text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()):
        raise UploaderError(f"`chunkSize` is a number of bytes, not '{text}'.", code=ErrorCode.BAD_REQUEST)
    return int(text)
