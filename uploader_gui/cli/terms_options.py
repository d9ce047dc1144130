"""The options that say what objects get."""

from collections.abc import Callable, Sequence
from typing import Final, TypedDict

import click

from uploader_gui.domain.entered.entered_terms import (
    MOST_DAYS,
    asked_metadata,
    asked_tags,
    clean_content_type,
)
from uploader_gui.domain.store.object_terms import (
    AskedTerms,
    Encryption,
    Retention,
    said_encryption,
    said_retention,
    said_words,
)


class TermsOptions(TypedDict):
    """The options of ``upload`` that say what objects get."""

    metadata: Sequence[str]
    tags: Sequence[str]
    storage_class: str | None
    cache_control: str | None
    content_type: str | None
    encryption: str | None
    kms_key_id: str | None
    retention: str | None
    retention_days: int | None


_OPTIONS: Final = (
    click.option(
        "--metadata",
        metavar="NAME=VALUE",
        multiple=True,
        help="Metadata of the objects, again and again; NAME= leaves the connection's out.",
    ),
    click.option("--tag", "tags", metavar="NAME=VALUE", multiple=True, help="A tag, likewise; ten at most."),
    click.option("--storage-class", metavar="CLASS", help="Such as STANDARD_IA."),
    click.option("--cache-control", metavar="TEXT", help="Such as max-age=3600."),
    click.option("--content-type", metavar="TYPE", help="Of all files, instead of that of their names."),
    click.option(
        "--sse",
        "encryption",
        type=click.Choice(said_words(Encryption)),
        help="Encrypted by the store: with keys of its own, or with one of its KMS.",
    ),
    click.option(
        "--kms-key", "kms_key_id", metavar="ID", help="The key of the KMS, instead of the bucket's."
    ),
    click.option(
        "--retention",
        type=click.Choice(said_words(Retention)),
        help="Object Lock: some may shorten it, or nobody.",
    ),
    click.option(
        "--retention-days",
        metavar="N",
        type=click.IntRange(1, MOST_DAYS),
        help="From when the upload begins on the store.",
    ),
)


def terms_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say what objects get."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def asked_terms(said: TermsOptions) -> AskedTerms:
    """What they ask for. Raises BadSettingsError."""
    return AskedTerms(
        metadata=asked_metadata(said["metadata"]),
        tags=asked_tags(said["tags"]),
        storage_class=said["storage_class"],
        cache_control=said["cache_control"],
        encryption=said_encryption(said["encryption"]),
        kms_key_id=said["kms_key_id"],
        retention=said_retention(said["retention"]),
        retention_days=said["retention_days"],
        content_type=clean_content_type(said["content_type"] or ""),
    )
