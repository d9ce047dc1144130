"""Options that several commands have."""

from collections.abc import Callable

import click

from uploader_gui.cli.option_types import GivenText
from uploader_gui.domain.job import ConflictPolicy, JobState

STATES = click.Choice([state.value.lower() for state in JobState], case_sensitive=False)

as_json_option = click.option(
    "--json", "as_json", is_flag=True, help="One JSON object a line, nothing else on stdout."
)
package_option = click.option(
    "--package",
    metavar="PACKAGE",
    type=GivenText("`uploader-gui packages` shows what there is."),
    help="Those of this package: its name or its id.",
)
name_template_option = click.option(
    "--name-template",
    metavar="TEMPLATE",
    type=GivenText("Write {folder}/{name} for the files' own names, leave it out for the connection's."),
    help="How the files are named in the store, below the prefix, such as {file_year}/{folder}/{stem}{ext} or "
    "take_{counter:03}{ext}. Instead of the connection's template.",
)


def conflict_option(*, otherwise: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give the option that says what happens if the key is taken; ``otherwise``: without it."""
    policies = [each.value for each in ConflictPolicy if each is not ConflictPolicy.REFUSE]
    return click.option(
        "--on-conflict", type=click.Choice(policies), help=f"If the key is taken; otherwise {otherwise}."
    )
