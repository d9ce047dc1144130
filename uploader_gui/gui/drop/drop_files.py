"""The files of one drop with what is decided about each: left out, renamed, replaced; and what will be sent of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from uploader_gui.domain.entered.visible_text import visible
from uploader_gui.domain.errors import ErrorCode, UploaderError
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.job import ConflictPolicy, NewJob
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.name_template import Field, parsed_template
from uploader_gui.domain.naming import clean_prefix, object_key
from uploader_gui.domain.store.found_progress import FoundPolicy, FoundProgress
from uploader_gui.source.scan import ScannedFile
from uploader_gui.transfer.intake.preview import DestinationState
from uploader_gui.transfer.job.conflict import ObjectThere

Choice = ConflictPolicy | FoundPolicy
_Choice = TypeVar("_Choice", ConflictPolicy, FoundPolicy)


@dataclass(frozen=True, slots=True)
class DropTotals:
    """``count`` files and ``size`` bytes will be sent. The rest are not: places are taken and left as they are
    (``skipped``), parts that are there are left alone, another upload has the place (``on_their_way``), or the user has
    left the file out.
    """

    count: int = 0
    size: int = 0
    skipped: int = 0
    left_alone: int = 0
    on_their_way: int = 0
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class DropNaming:
    """How files are named: below ``prefix`` by ``template``, "" for their own names.

    ``package_name``: what stands in keys for it, "" where the template does not ask for it.
    """

    prefix: str
    template: str = ""
    package_name: str = ""

    @classmethod
    def of(cls, prefix: str, template: str, package_name: str) -> "DropNaming":
        """With the package's name if the template asks for it."""
        has_package = bool(template) and Field.PACKAGE in parsed_template(template).fields
        return cls(clean_prefix(prefix), template, visible(package_name) if has_package else "")


@dataclass(frozen=True, slots=True)
class _Name:
    """A key that the user has entered; ``is_below_prefix``: what follows the prefix, whichever that is."""

    key: str
    is_below_prefix: bool


class DropFiles:
    """What is decided is kept by source path, so that it outlives another prefix. Knows no Qt."""

    def __init__(self, usual: ConflictPolicy) -> None:
        self._usual: ConflictPolicy = usual
        if usual is ConflictPolicy.REFUSE:
            self._usual = ConflictPolicy.SKIP
        self._usual_found: FoundPolicy | None = None
        self._choices: dict[str, Choice] = {}
        self._names: dict[str, _Name] = {}
        self._left_out_by_hand: set[str] = set()
        self._prefix = ""
        self._destination_states: dict[str, DestinationState] = {}
        self._progress: dict[str, FoundProgress] = {}
        self._there: dict[str, ObjectThere] = {}
        self.remarks: Mapping[str, ScannedFile] = {}
        self.new: list[NewJob] = []
        self.taken: list[NewJob] = []
        self.begun: list[NewJob] = []
        self.noted: list[NewJob] = []
        self.refused: list[Refusal] = []

    def show(
        self,
        new: Sequence[NewJob],
        refused: Sequence[Refusal],
        prefix: str = "",
        noted: Iterable[ScannedFile] = (),
    ) -> None:
        """Another list of files, made for ``prefix``; what is at their places is not known yet."""
        self._prefix = prefix
        self.new = [self._named(one, prefix) for one in new]
        self.refused = list(refused)
        self.remarks = {file.path: file for file in noted}
        self.noted = [one for one in self.new if one.source_path in self.remarks]
        self._destination_states, self._progress, self._there = {}, {}, {}
        self._sort_out()

    def learn(
        self,
        states: Mapping[str, DestinationState],
        progress: Mapping[str, FoundProgress] | None = None,
        there: Mapping[str, ObjectThere] | None = None,
    ) -> None:
        """What is at places, by key; ``progress``, of those that are BEGUN, and of those that are TAKEN what is ``there``."""
        self._destination_states |= states
        self._progress |= progress or {}
        self._there |= there or {}
        self._sort_out()

    def state(self, new: NewJob) -> DestinationState:
        """What is at the file's place, as far as that is known."""
        return self._destination_states.get(new.destination.object_key, DestinationState.FREE)

    def found(self, new: NewJob) -> FoundProgress | None:
        """How much of the file is there already, though nobody here has sent it."""
        return self._progress.get(new.destination.object_key)

    def there(self, new: NewJob) -> ObjectThere | None:
        """What is seen of the object at the file's place, as far as that is known."""
        is_taken = self.state(new) is DestinationState.TAKEN
        return self._there.get(new.destination.object_key) if is_taken else None

    def is_included(self, new: NewJob) -> bool:
        """Whether the user has not left the file out."""
        return new.source_path not in self._left_out_by_hand

    def include(self, files: Iterable[NewJob], *, is_included: bool) -> None:
        """Leave these out, or take them after all."""
        paths = {one.source_path for one in files}
        if is_included:
            self._left_out_by_hand -= paths
        else:
            self._left_out_by_hand |= paths

    def rename(self, new: NewJob, key: str) -> NewJob:
        """Give a file another key, and the file with it. Raises UploaderError BAD_KEY or DUPLICATE_KEY."""
        key = object_key("", tuple(key.strip().split("/")))
        if any(one.destination.object_key == key and one is not new for one in self.new):
            raise UploaderError(
                message(MessageCode.DUPLICATE_KEY, count=2, key=key), code=ErrorCode.DUPLICATE_KEY
            )
        is_below = key.startswith(self._prefix)
        self._names[new.source_path] = _Name(key.removeprefix(self._prefix) if is_below else key, is_below)
        named = self._named(new, self._prefix)
        for files in (self.new, self.noted):
            if new in files:
                files[files.index(new)] = named
        self._sort_out()
        return named

    def chosen(self, new: Sequence[NewJob], prefix: str) -> list[NewJob]:
        """Those of ``new``, made for ``prefix``, that were not left out, with the names that were entered."""
        return [self._named(one, prefix) for one in new if self.is_included(one)]

    def choose(self, new: NewJob, choice: str) -> None:
        """What to do with one file whose place is taken, or of which part is there."""
        is_begun = self.found(new) is not None
        self._choices[new.source_path] = FoundPolicy(choice) if is_begun else ConflictPolicy(choice)

    def choose_for_all(self, policy: Choice) -> None:
        """One answer for every place that is taken, or for every file that is partly there."""
        if isinstance(policy, ConflictPolicy):
            self._usual = policy
        else:
            self._usual_found = policy
        for one in self.taken if isinstance(policy, ConflictPolicy) else self.begun:
            self._choices.pop(one.source_path, None)

    def policy(self, new: NewJob) -> ConflictPolicy:
        """What was decided about a place that is taken."""
        chosen = self._choices.get(new.source_path)
        return chosen if isinstance(chosen, ConflictPolicy) else self._usual

    def found_policy(self, new: NewJob) -> FoundPolicy:
        """What was decided of a file that is partly there; where somebody may be at it, nothing is done unasked."""
        chosen = self._choices.get(new.source_path, self._usual_found)
        if isinstance(chosen, FoundPolicy):
            return chosen
        found = self.found(new)
        return FoundPolicy.REFUSE if found is not None and found.is_recent else FoundPolicy.CONTINUE

    def shared_policy(self) -> ConflictPolicy | None:
        """The answer that all taken places have, None if they differ."""
        return _only({self.policy(one) for one in self.taken} or {self._usual})

    def shared_found_policy(self) -> FoundPolicy | None:
        """The answer that all files have that are partly there, None if they differ or there is none."""
        return _only({self.found_policy(one) for one in self.begun})

    def totals(self) -> DropTotals:
        """What will be sent as it is decided now: 15 ms for 10,000 files."""
        count = size = 0
        kept_back = dict.fromkeys(("skipped", "left_alone", "on_their_way", "left_out"), 0)
        for one in self.new:
            reason = self._kept_back(one)
            if reason:
                kept_back[reason] += 1
            else:
                count += 1
                size += self._bytes_to_send(one)
        return DropTotals(count, size, **kept_back)

    def _kept_back(self, new: NewJob) -> str:
        """The number of ``DropTotals`` that counts it if it is not sent, else ""."""
        if not self.is_included(new):
            return "left_out"
        match self.state(new):
            case DestinationState.TAKEN:
                return "skipped" if self.policy(new) is ConflictPolicy.SKIP else ""
            case DestinationState.BEGUN:
                return "left_alone" if self.found_policy(new) is FoundPolicy.REFUSE else ""
            case DestinationState.KNOWN | DestinationState.BUSY:
                return "on_their_way"
            case DestinationState.FREE:
                return ""

    def _bytes_to_send(self, new: NewJob) -> int:
        found = self.found(new)
        goes_on = found is not None and self.found_policy(new) is FoundPolicy.CONTINUE
        return new.plan.file_size - (found.size if found is not None and goes_on else 0)

    def _sort_out(self) -> None:
        self.taken = [one for one in self.new if self.state(one) is DestinationState.TAKEN]
        self.begun = [one for one in self.new if self.found(one) is not None]

    def _named(self, new: NewJob, prefix: str) -> NewJob:
        name = self._names.get(new.source_path)
        if name is None:
            return new
        key = prefix + name.key if name.is_below_prefix else name.key
        return replace(new, name=None, destination=replace(new.destination, object_key=key))


def _only(found: Collection[_Choice]) -> _Choice | None:
    return next(iter(found)) if len(found) == 1 else None
