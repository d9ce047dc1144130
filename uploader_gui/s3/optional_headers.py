"""Requests with headers that not every store takes: what is refused is left out, and learned once that worked."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from uploader_gui.domain.errors import ErrorCode, StoreError
from uploader_gui.domain.store_traits import Trait
from uploader_gui.s3.learned_traits import LearnedTraits

_NOT_THERE = frozenset({"NotImplemented", "XNotImplemented"})
_REFUSED = _NOT_THERE | {"InvalidArgument", "InvalidRequest"}
_NOT_READ = frozenset({"MalformedXML"})
_WORDLESS = frozenset({400, 501})
_IN_BODY = frozenset({Trait.LISTED})
"""Traits that are no header, but stand in the request's document."""
T = TypeVar("T")


def send_as_taken(
    traits: LearnedTraits,
    endpoint: str,
    optional: Sequence[Trait],
    send: Callable[[frozenset[Trait]], T],
) -> T:
    """Call ``send`` with those of ``optional`` that the store takes, and return what it gives.

    A refusal that one of them may have caused leads to another try without it, the last one first. Only when a
    request then works is the one left out last learned to be the cause: a refusal alone may have any other reason,
    and may come from whatever stands before the store. Where nothing could be sent without it, as nobody may look,
    the store's own word (NotImplemented) has to do. Raises StoreError.
    """
    kept = [trait for trait in optional if traits.has(endpoint, trait) is not False]
    left_out: Trait | None = None
    is_certain = False
    while True:
        try:
            result = send(frozenset(kept))
        except StoreError as error:
            suspect = next((trait for trait in reversed(kept) if _may_be_why(error, trait)), None)
            if suspect is None:
                if left_out is not None and is_certain and error.code == ErrorCode.CANNOT_PROTECT:
                    traits.learn(endpoint, left_out, is_so=False)
                raise
            kept.remove(suspect)
            left_out, is_certain = suspect, error.s3_code in _NOT_THERE
            continue
        if left_out is not None:
            traits.learn(endpoint, left_out, is_so=False)
        return result


def _may_be_why(error: StoreError, trait: Trait) -> bool:
    if trait in _IN_BODY:
        return error.s3_code in _NOT_READ
    return error.s3_code in _REFUSED or (not error.s3_code and error.http_status in _WORDLESS)
