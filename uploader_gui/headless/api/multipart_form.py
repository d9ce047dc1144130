"""A multipart form, pulled apart as it arrives: the file's bytes go on to the staging directory at once."""

from collections.abc import Callable

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from uploader_gui.domain.errors import UploaderError
from uploader_gui.domain.messages import MessageCode
from uploader_gui.domain.name_template import LONGEST_TEMPLATE
from uploader_gui.domain.packages.package_name import LONGEST_NAME, entered_name
from uploader_gui.domain.plan import KIB, MIB
from uploader_gui.domain.store.found_progress import FOUND_CHOICES, FoundPolicy
from uploader_gui.headless.api.errors import bad_request
from uploader_gui.source.received_copy import ReceivedCopy

# Form fields that nobody asked for are skipped, but not without end.
_MOST_OTHER_BYTES = 1 * MIB
_TEXTS = {"chunkSize": 64, "found": 64, "package": 4 * LONGEST_NAME, "nameTemplate": 4 * LONGEST_TEMPLATE}
"""The fields that are read, beside the file, with their most bytes."""
_LONGEST_NAME_BYTES = 1 * KIB
_ESCAPES = (("%22", '"'), ("%0D", "\r"), ("%0A", "\n"))  # HTML standard, "multipart form data"
_HIDDEN = "\x7f"


class MultipartForm:
    """Fed with the body, it finds the file and the texts of the fields in ``_TEXTS``, "" if there are none.

    ``pieces`` collects the file's bytes; whoever feeds empties it. ``make_arrival`` is called with the file's
    name. Raises UploaderError BAD_REQUEST in words.
    """

    def __init__(self, content_type: str, make_arrival: Callable[[str], ReceivedCopy]) -> None:
        self.arrival: ReceivedCopy | None = None
        self.pieces: list[bytes] = []
        self._make_arrival = make_arrival
        self._is_over = False
        self._header = ["", ""]
        self._disposition = ""
        self._field = ""
        self._others = 0
        self._texts: dict[str, bytes] = {}
        self._parser = self._made_parser(content_type)

    def text(self, name: str) -> str | None:
        """The text of a field, None where it is missing or empty. Raises UploaderError BAD_REQUEST if it is no text."""
        try:
            return self._texts.get(name, b"").strip().decode() or None
        except UnicodeDecodeError:
            raise bad_request(MessageCode.FIELD_IS_TEXT, field=name) from None

    def feed(self, data: bytes) -> None:
        """Take the next bytes of the body."""
        try:
            self._parser.write(data)
        except FormParserError as error:
            raise bad_request(MessageCode.FORM_UNREADABLE, reason=str(error)) from None

    def end(self) -> ReceivedCopy:
        """The body is over: the file that was in it, all of whose bytes were given out."""
        if not self._is_over:
            raise bad_request(MessageCode.FORM_CUT_SHORT)
        if self.arrival is None:
            raise bad_request(MessageCode.FORM_WITHOUT_FILE)
        return self.arrival

    def _made_parser(self, content_type: str) -> MultipartParser:
        _, options = parse_options_header(content_type)
        boundary = options.get(b"boundary")
        if not boundary:
            raise bad_request(MessageCode.FORM_WITHOUT_BOUNDARY)
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
            raise bad_request(MessageCode.FORM_UNREADABLE, reason=str(error)) from None

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
        elif self._field in _TEXTS:
            if self._field in self._texts:
                raise bad_request(MessageCode.FORM_WITH_FIELD_TWICE, field=self._field)
            self._texts[self._field] = b""

    def _file_begins(self, raw_name: bytes) -> None:
        if self._field != "file":
            raise bad_request(MessageCode.FORM_FILE_ELSEWHERE)
        if self.arrival is not None:
            raise bad_request(MessageCode.FORM_WITH_TWO_FILES)
        if not raw_name:
            raise bad_request(MessageCode.FORM_FILE_UNNAMED)
        self.arrival = self._make_arrival(checked_name(raw_name))

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._field == "file":
            self.pieces.append(data[start:end])
            return
        self._others += end - start
        if self._others > _MOST_OTHER_BYTES:
            raise bad_request(MessageCode.FORM_FIELDS_TOO_LARGE)
        if self._field in _TEXTS:
            self._texts[self._field] += data[start:end]
            if len(self._texts[self._field]) > _TEXTS[self._field]:
                raise _no_such_value(self._field)

    def _ends(self) -> None:
        self._is_over = True


def checked_name(raw_name: bytes) -> str:
    """A form's file name as text. Raises UploaderError BAD_REQUEST for a path, control characters or no text."""
    try:
        name = raw_name.decode("utf-8")
    except UnicodeDecodeError:
        raise bad_request(MessageCode.FILE_NAME_NOT_TEXT) from None
    for escape, character in _ESCAPES:
        name = name.replace(escape, character)
    if "/" in name or "\\" in name or name in {".", ".."}:
        raise bad_request(MessageCode.FILE_NAME_IS_PATH)
    if any(character < " " or character == _HIDDEN for character in name) or not name.strip():
        raise bad_request(MessageCode.FILE_NAME_UNSEEN)
    if len(raw_name) > _LONGEST_NAME_BYTES:
        raise bad_request(MessageCode.FILE_NAME_TOO_LONG)
    return name


def chunk_size_of(text: str | None) -> int | None:
    """``chunkSize`` as bytes; None if it was not said. Raises UploaderError BAD_REQUEST unless it is a number."""
    if text is None:
        return None
    if not (text.isascii() and text.isdecimal()):
        raise bad_request(MessageCode.FIELD_IS_BYTES_NOT, field="chunkSize", text=text)
    return int(text)


def found_policy(text: str | None) -> FoundPolicy:
    """``found`` as what it asks for; UNASKED if it was not said. Raises UploaderError BAD_REQUEST."""
    if text is None:
        return FoundPolicy.UNASKED
    if text not in FOUND_CHOICES:
        raise _no_such_value("found")
    return FoundPolicy(text)


def package_name_of(text: str | None) -> str | None:
    """``package`` as a name; None if it was not said. Raises UploaderError BAD_REQUEST where it can't be one."""
    return None if text is None else entered_name(text)


def _no_such_value(field: str) -> UploaderError:
    if field == "found":
        return bad_request(MessageCode.FIELD_IS_WORD, field=field, words=", ".join(FOUND_CHOICES))
    if field == "nameTemplate":
        return bad_request(MessageCode.TEMPLATE_TOO_LONG, limit=LONGEST_TEMPLATE)
    if field == "package":
        return bad_request(MessageCode.PACKAGE_NAME_TOO_LONG, limit=LONGEST_NAME)
    return bad_request(MessageCode.FIELD_IS_BYTES, field=field)
