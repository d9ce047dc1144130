"""The one place that knows what each store was seen to do, and the requests that go by it and teach it."""

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Protocol, TypeVar

from uploader_gui.domain.errors import BadSettingsError, ErrorCode, StoreError
from uploader_gui.domain.store.failure_table import ABOUT_TERMS
from uploader_gui.domain.store.store_traits import OF_BUCKETS, Learned, StoreTraits, Trait, TraitPlace, flag

log = logging.getLogger(__name__)

_NOT_THERE = frozenset({"NotImplemented", "XNotImplemented"})
_REFUSED = _NOT_THERE | {"InvalidArgument", "InvalidRequest"}
_NOT_READ = frozenset({"MalformedXML"})
_WORDLESS = frozenset({400, 501})
_IN_BODY = frozenset({Trait.LISTED})
"""Traits that are no header, but stand in the request's document."""
_REQUESTS = frozenset({Trait.BATCH_DELETE})
"""Traits that are a request of their own: a store that does not speak it may take it for any other."""
_PROTECTING = frozenset({Trait.PUT_CONDITION, Trait.FINISH_CONDITION})
"""Traits whose want lets an object be replaced unasked: one refusal without a word is too little to believe it."""
T = TypeVar("T")


class TraitMemory(Protocol):
    """Keeps traits over restarts; blocking."""

    def load(self) -> dict[TraitPlace, Learned]:
        """All that is kept."""

    def keep(self, place: TraitPlace, learned: Learned | None) -> None:
        """Keep one; None: forget it."""

    def forget(self, endpoint: str) -> None:
        """Forget all of a store."""


class LearnedTraits:
    """Knows, learns and forgets the traits of all stores; any thread.

    Without a ``memory`` it knows what was learned since it was made. Only what changes is written, so that the
    thousands of requests after the first cost nothing. A memory that can't be written to is no reason to fail an
    upload: what was learned is then known until the end.
    """

    def __init__(self, memory: TraitMemory | None = None) -> None:
        self._memory = memory
        self._lock = threading.Lock()
        self._known: dict[TraitPlace, Learned] | None = None if memory else {}

    def of(self, endpoint: str, bucket: str = "") -> StoreTraits:
        """All that is known of a bucket and its store."""
        with self._lock:
            known = self._all()
            return StoreTraits(
                {
                    place.trait: learned
                    for place, learned in known.items()
                    if place.endpoint == endpoint and place.bucket in {"", bucket}
                }
            )

    def has(self, endpoint: str, trait: Trait) -> bool | None:
        """Say whether a store has a trait; None: unknown."""
        place = TraitPlace(endpoint, "", trait)
        with self._lock:
            learned = self._all().get(place)
        return None if learned is None else learned.holds

    def said(self, endpoint: str, bucket: str, trait: Trait) -> str:
        """What a store said about one of its buckets; "" where it said nothing."""
        with self._lock:
            learned = self._all().get(_place(endpoint, bucket, trait))
        return "" if learned is None else learned.said

    def learn(self, endpoint: str, trait: Trait, *, is_so: bool) -> None:
        """A store was seen to have a trait, or not to have it. What worked before is doubted first, then unlearned."""
        before = self.has(endpoint, trait)
        if before is is_so:
            return
        if before is True:
            self._keep(TraitPlace(endpoint, "", trait), None)
        else:
            self._keep(TraitPlace(endpoint, "", trait), Learned(flag(is_so=is_so), datetime.now(UTC)))

    def note(self, endpoint: str, bucket: str, trait: Trait, value: str) -> None:
        """A store said this about one of its buckets; "": it is not so any more."""
        if self.said(endpoint, bucket, trait) != value:
            learned = Learned(value, datetime.now(UTC)) if value else None
            self._keep(_place(endpoint, bucket, trait), learned)

    def forget(self, endpoint: str) -> None:
        """Forget all about a store: each trait is asked for again. Blocking."""
        with self._lock:
            known = self._all()
            for place in [place for place in known if place.endpoint == endpoint]:
                del known[place]
        if self._memory is not None:
            self._memory.forget(endpoint)

    def _all(self) -> dict[TraitPlace, Learned]:
        """Under the lock: loaded when first asked for."""
        if self._known is None:
            try:
                self._known = self._memory.load() if self._memory else {}
            except BadSettingsError as error:
                log.warning("What was learned about stores can't be read: %s", error.message)
                self._known = {}
        return self._known

    def _keep(self, place: TraitPlace, learned: Learned | None) -> None:
        with self._lock:
            known = self._all()
            if learned is None:
                known.pop(place, None)
            else:
                known[place] = learned
        word = "unknown again" if learned is None else learned.value
        log.info("Learned of %s %s: %s is %s.", place.endpoint, place.bucket, place.trait.value, word)
        if self._memory is None:
            return
        try:
            self._memory.keep(place, learned)
        except BadSettingsError as error:
            log.warning("What was learned about %s can't be kept: %s", place.endpoint, error.message)


def _place(endpoint: str, bucket: str, trait: Trait) -> TraitPlace:
    return TraitPlace(endpoint, bucket if trait in OF_BUCKETS else "", trait)


def send_as_taken(
    traits: LearnedTraits,
    endpoint: str,
    optional: Sequence[Trait],
    send: Callable[[frozenset[Trait]], T],
) -> T:
    """Call ``send`` with those of ``optional`` that the store takes, and return what it gives.

    A refusal that one of them may have caused leads to another try without it, the last one first. Only when a
    request then works is the one left out last learned to be the cause: a refusal alone may have any other reason,
    and may come from whatever stands before the store; one without a word has to come twice where the header protects
    what is there. Where nothing could be sent without it, as nobody may look, the store's own word (NotImplemented)
    has to do. Raises StoreError.
    """
    kept = [trait for trait in optional if traits.has(endpoint, trait) is not False]
    left_out: Trait | None = None
    is_certain = False
    was_repeated = False
    while True:
        try:
            result = send(frozenset(kept))
        except StoreError as error:
            suspect = next((trait for trait in reversed(kept) if _may_be_why(error, trait)), None)
            if suspect is None:
                if left_out is not None and is_certain and error.code == ErrorCode.CANNOT_PROTECT:
                    traits.learn(endpoint, left_out, is_so=False)
                raise
            if suspect in _PROTECTING and not error.s3_code and not was_repeated:
                was_repeated = True
                continue
            kept.remove(suspect)
            left_out, is_certain = suspect, error.s3_code in _NOT_THERE
            continue
        if left_out is not None:
            traits.learn(endpoint, left_out, is_so=False)
        return result


def _may_be_why(error: StoreError, trait: Trait) -> bool:
    if error.code in ABOUT_TERMS:
        return False
    if trait in _REQUESTS:
        is_refused = error.s3_code in _REFUSED | _NOT_READ | {"MethodNotAllowed"}
        return is_refused or (not error.s3_code and error.http_status in _WORDLESS | {405})
    if trait in _IN_BODY:
        return error.s3_code in _NOT_READ
    return error.s3_code in _REFUSED or (not error.s3_code and error.http_status in _WORDLESS)
