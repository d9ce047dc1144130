"""What new files are called: by a template, with numbers that are given once, and as before where a file comes again."""

from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from uploader_gui.domain.errors import ErrorCode, UploaderError
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.job import ConflictPolicy, Job, NewJob, Recording
from uploader_gui.domain.name_template import (
    Field,
    NameTemplate,
    Occasion,
    TemplatedName,
    parsed_template,
)
from uploader_gui.domain.naming import object_key
from uploader_gui.domain.profile import Profile
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.transfer.intake.sender import sender

# What is decided of a file whose number another object or upload has.
_TAKEN = frozenset({ErrorCode.OBJECT_EXISTS, ErrorCode.DIFFERENT_OBJECT, ErrorCode.DESTINATION_BUSY})
# The key is somebody's already, so its number is of no use to anybody else.
_OCCUPIED = _TAKEN | {ErrorCode.SKIPPED, ErrorCode.UPLOAD_FOUND, ErrorCode.UPLOAD_IN_USE}
_NUMBERED_ANEW = frozenset({ConflictPolicy.OVERWRITE, ConflictPolicy.RENAME})


@dataclass(frozen=True, slots=True)
class Naming:
    """How the files of one occasion are named: by ``template``, None: by their own names. ``scope``: of the counter."""

    prefix: str
    template: NameTemplate | None
    occasion: Occasion
    scope: str

    def key_of(
        self, relative_parts: tuple[str, ...], mtime_ns: int, number: int = 1
    ) -> tuple[str, TemplatedName | None]:
        """A file's key, and how it came to it. Raises UploaderError BAD_KEY."""
        if self.template is None:
            return object_key(self.prefix, relative_parts), None
        name = TemplatedName(
            self.template, self.prefix, relative_parts, mtime_ns, self.occasion, self.scope, number
        )
        return name.key, name


def naming_by(profile: Profile, *, now: datetime | None = None, scope: str = "") -> Naming:
    """How the connection names what is added at this moment. Blocking. Raises BadSettingsError for its template.

    ``scope``: whose counter numbers are of; "" for the connection's own.
    """
    template = parsed_template(profile.name_template) if profile.name_template else None
    user, host = sender() if template is not None else ("", "")
    occasion = Occasion(now or datetime.now(UTC), host, user)
    return Naming(profile.prefix, template, occasion, scope or profile.name)


def vary(new: Iterable[NewJob]) -> frozenset[str]:
    """The scopes of those of these files whose keys depend on when they are added."""
    return frozenset(one.name.scope for one in new if one.name is not None and one.name.template.varies)


def settled(
    new: Sequence[NewJob], database: JobDatabase, package_name: str = "", *, is_promise: bool = False
) -> list[NewJob | Refusal]:
    """The same files with the keys that they would be added under now. Blocking; changes nothing.

    Numbers are given in the order of the files, from the first that nobody was given. A file that was added before and
    has not been written since keeps the key that it was given then, if this template could have made it: a counter or a
    day makes no second upload of it. A number that is new replaces nothing, whatever is asked for. Refused is what
    can't have a key with this name of the package, or its number. ``is_promise``: somebody is shown these keys, see
    ``TemplatedName``.
    """
    if not vary(new):
        return list(new)
    in_package = [_refused_or(one, lambda one: _in_package(one, package_name)) for one in new]
    able = [one for one in in_package if isinstance(one, NewJob)]
    known = _known_keys(able, database)
    numbers = _Numbers(able, known, database)
    return [
        one if isinstance(one, Refusal) else _refused_or(one, lambda one: numbers.settle(one, is_promise))
        for one in in_package
    ]


def numbers_used(new: Sequence[NewJob], decided: Sequence[NewJob | object]) -> dict[str, int]:
    """By scope, the next number after those that are used up by what was decided about ``new``."""
    used: dict[str, int] = {}
    for one, becomes in zip(new, decided, strict=True):
        is_used = isinstance(becomes, NewJob) or (isinstance(becomes, Refusal) and becomes.code in _OCCUPIED)
        if is_used and one.name is not None and one.name.template.has_counter:
            used[one.name.scope] = max(used.get(one.name.scope, 0), one.name.number + 1)
    return used


def keys_of_others(new: Sequence[NewJob], decided: Sequence[object]) -> set[str]:
    """The keys that another object or upload has, so that the numbers in them are passed over."""
    return {
        one.destination.object_key
        for one, becomes in zip(new, decided, strict=True)
        if _is_numbered(one) and isinstance(becomes, Refusal) and becomes.code in _TAKEN
    }


def passing_over(new: Sequence[NewJob], taken: Collection[str]) -> tuple[list[NewJob], list[int]]:
    """These files with numbers that make none of the keys ``taken``, and which of them are others now.

    Numbers stay in the order of the files. Raises UploaderError BAD_KEY.
    """
    changed, places, following = list(new), [], dict[str, int]()
    used = {*taken, *(one.destination.object_key for one in new if not _is_numbered(one))}
    for place, one in enumerate(new):
        name = one.name
        if name is None or not _is_numbered(one):
            continue
        found, key = _free(name, following.get(name.scope, name.number), used)
        used.add(key)
        following[name.scope] = found.number + 1
        if found.number != name.number:
            places.append(place)
            changed[place] = _renamed(one, found, key)
    return changed, places


def _is_numbered(new: NewJob) -> bool:
    return new.name is not None and new.name.template.has_counter and not new.name.is_promised


def _free(name: TemplatedName, number: int, used: Container[str]) -> tuple[TemplatedName, str]:
    """The name with the first number from ``number`` on that makes a key which no other file here has, and that key."""
    found = replace(name, number=number)
    while (key := found.key) in used:
        found = replace(found, number=found.number + 1)
    return found, key


def _in_package(new: NewJob, package_name: str) -> NewJob:
    """The same file named for its package."""
    if new.name is None or Field.PACKAGE not in new.name.template.fields:
        return new
    name = replace(new.name, occasion=replace(new.name.occasion, package=package_name))
    return _renamed(new, name, name.key)


def _renamed(new: NewJob, name: TemplatedName | None, key: str) -> NewJob:
    return replace(new, name=name, destination=replace(new.destination, object_key=key))


def _refused_or(new: NewJob, rename: Callable[[NewJob], NewJob]) -> NewJob | Refusal:
    try:
        return rename(new)
    except UploaderError as error:
        return Refusal(
            new.source_path, new.destination.object_key, new.plan.file_size, error.code, error.messages
        )


def _takes_number(new: NewJob, known: Mapping[str, str]) -> bool:
    return new.name is not None and new.name.template.has_counter and new.source_path not in known


class _Numbers:
    """Gives files, one after the other, numbers that are still free; what was promised stays where that is possible."""

    def __init__(self, new: Sequence[NewJob], known: Mapping[str, str], database: JobDatabase) -> None:
        self._known = known
        self._used = {one.destination.object_key for one in new if not _takes_number(one, known)}
        self._used.update(known.values())
        self._next = {scope: database.next_number(scope) for scope in vary(new)}
        self._kept = _kept_scopes([one for one in new if _takes_number(one, known)], self._next)

    def settle(self, new: NewJob, is_promise: bool) -> NewJob:
        """The file with the key that it would be added under. Raises UploaderError BAD_KEY."""
        if new.name is None:
            return new
        key = self._known.get(new.source_path)
        if key is not None:
            return _renamed(new, None, key)
        if not new.name.template.has_counter or new.name.scope in self._kept:
            return replace(new, name=replace(new.name, is_promised=is_promise or new.name.is_promised))
        wanted = replace(new.name, is_promised=is_promise)
        found, key = _free(wanted, self._next[wanted.scope], self._used)
        self._used.add(key)
        self._next[found.scope] = found.number + 1
        is_open = new.on_conflict in _NUMBERED_ANEW and not is_promise
        named = _renamed(new, found, key)
        return replace(named, on_conflict=ConflictPolicy.REFUSE) if is_open else named


def _kept_scopes(new: Sequence[NewJob], first: Mapping[str, int]) -> set[str]:
    """The scopes of which all numbers were promised, and none was given to another file since."""
    names = [one.name for one in new if one.name is not None]
    broken = {name.scope for name in names if not name.is_promised or name.number < first[name.scope]}
    return {name.scope for name in names} - broken


def _known_keys(new: Sequence[NewJob], database: JobDatabase) -> dict[str, str]:
    """By source path, the keys that files have of jobs that are not done, or of the objects that they became."""
    asked: dict[tuple[str, str], dict[str, NewJob]] = {}
    for one in new:
        if one.name is not None and one.name.template.varies:
            to = one.destination
            asked.setdefault((to.endpoint, to.bucket), {})[one.source_path] = one
    known: dict[str, str] = {}
    for (endpoint, bucket), files in asked.items():
        for recording in database.recordings_from(endpoint, bucket, files):
            if _became(files[recording.source_path], recording):
                known[recording.source_path] = recording.object_key
        for job in database.unfinished_from(endpoint, bucket, files):
            if _is_on_its_way(files[job.source_path], job):
                known[job.source_path] = job.destination.object_key
    return _without_clashes(known, new)


def _is_on_its_way(new: NewJob, job: Job) -> bool:
    before, now = job.fingerprint, new.fingerprint
    is_same = job.growth is not None or (before.size, before.mtime_ns) == (now.size, now.mtime_ns)
    return is_same and _may_have_been(new, job.destination.object_key, any_package=True)


def _became(new: NewJob, recording: Recording) -> bool:
    """Say whether the object was made of the file, which nobody has written since: the camera may reuse its name."""
    whole_at = recording.uploaded_at if recording.parts_double else recording.began_at
    if whole_at is None or recording.file_size != new.fingerprint.size:
        return False
    is_unchanged = new.fingerprint.mtime_ns <= whole_at.timestamp() * 1e9
    return is_unchanged and _may_have_been(new, recording.object_key, any_package=False)


def _may_have_been(new: NewJob, key: str, *, any_package: bool) -> bool:
    return new.name is not None and new.name.may_have_been(key, any_package=any_package)


def _without_clashes(known: dict[str, str], new: Sequence[NewJob]) -> dict[str, str]:
    """A key that another of these files has is not given a second time."""
    by_key = {one.destination.object_key: one.source_path for one in new if not _takes_number(one, known)}
    return {path: key for path, key in known.items() if by_key.setdefault(key, path) == path}
