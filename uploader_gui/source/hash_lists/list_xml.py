"""The XML of a media hash list, read as what somebody else has written."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from uploader_gui.domain.plan import MIB
from uploader_gui.source.hash_lists.hash_list import UnfitListError, unreadable
from uploader_gui.source.source_file import open_name

LARGEST = 256 * MIB  # a list of 100,000 files has some 40


def parse(path: str, parser: XMLParserType) -> None:
    """Feed a file to a parser whose handlers take what they want.

    A list has no document type; entities, which need one, could make little text huge or name other files. Raises
    UnfitListError for one that has, or is larger than any list, ExpatError and OSError.
    """
    parser.StartDoctypeDeclHandler = _refuse
    with Path(open_name(path)).open("rb") as file:
        if os.fstat(file.fileno()).st_size > LARGEST:
            raise UnfitListError("it is larger than any list")
        parser.ParseFile(file)


def check(path: str) -> None:
    """Make sure that a library may read this. Raises as ``parse``."""
    parse(path, ParserCreate())


@contextmanager
def in_words(path: str) -> Iterator[None]:
    """Say SourceError HASH_LIST_UNREADABLE of all that can be wrong with a list at ``path``.

    The library that reads histories raises whatever its own code stumbles over.
    """
    try:
        yield
    except OSError as error:
        raise unreadable(path, error.strerror or str(error)) from error
    except UnfitListError as error:
        raise unreadable(path, str(error), error.what) from error
    except (ValueError, ExpatError) as error:
        raise unreadable(path, str(error)) from error
    except (SyntaxError, TypeError, AttributeError, LookupError, AssertionError, ArithmeticError) as error:
        raise unreadable(path, "it is no media hash list") from error


def _refuse(name: str, _system: str | None, _public: str | None, _has_subset: bool) -> None:
    raise UnfitListError("it has a document type, and no media hash list has one", name)
