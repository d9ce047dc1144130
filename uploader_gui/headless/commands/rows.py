"""What a command lists: a table on a terminal, cells with tabs for another program, or JSON objects."""

import sys
from collections.abc import Iterable, Sequence

from uploader_gui.headless.output.job_json import JsonObject
from uploader_gui.headless.output.lines import print_cells, print_json
from uploader_gui.headless.runs.exit_codes import printed_exit_code


def print_objects(objects: Iterable[JsonObject]) -> int:
    """Print JSON objects, one a line; returns the exit code."""
    for fields in objects:
        print_json(fields)
    return printed_exit_code()


def print_rows(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    """Print a table on a terminal, cells with tabs between them for another program; returns the exit code."""
    if sys.stdout.isatty():
        from uploader_gui.headless.output.progress_bars import print_table

        print_table(titles, rows)
    else:
        for row in rows:
            print_cells(row)
    return printed_exit_code()
