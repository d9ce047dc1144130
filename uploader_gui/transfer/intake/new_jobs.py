"""Files that were found become jobs: their keys, plans and fingerprints, or why not."""

from collections.abc import Container, Sequence
from dataclasses import replace

from uploader_gui.domain.entered.entered_terms import clean_terms
from uploader_gui.domain.errors import BadSettingsError, ErrorCode, UploaderError
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.job import ConflictPolicy, Destination, NewJob
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.name_template import TemplatedName
from uploader_gui.domain.naming import content_type_of
from uploader_gui.domain.packages.package import NamedFiles, Package
from uploader_gui.domain.plan import Limits, check_part_size, growing_plan, plan_for
from uploader_gui.domain.profile import Profile
from uploader_gui.domain.store.found_progress import FoundPolicy
from uploader_gui.domain.store.object_terms import (
    NO_TERMS,
    NOTHING_ASKED,
    AskedTerms,
    ObjectTerms,
    type_by_rules,
)
from uploader_gui.domain.unattended.growth import Growth
from uploader_gui.source.scan import Scan, ScannedFile, check_path, printable
from uploader_gui.transfer.intake.names import Naming, naming_by


def new_jobs(
    found: Scan,
    profile: Profile,
    *,
    part_size: int,
    max_size: int | None,
    on_conflict: ConflictPolicy,
    stage: bool,
    part_size_is_chosen: bool = False,
    on_found: FoundPolicy = FoundPolicy.UNASKED,
    growth: Growth | None = None,
    naming: Naming | None = None,
    asked: AskedTerms = NOTHING_ASKED,
) -> tuple[list[NewJob], list[Refusal]]:
    """Make a job of every scanned file that can have a key and a plan, and a Refusal of the others.

    The refusals come on top of ``found.skipped``. The same file found twice is one job. Refused are: two files
    under one key (DUPLICATE_KEY, both), over ``max_size`` bytes or the profile's limit (FILE_TOO_LARGE), BAD_KEY.
    ``growth``: the files are still being written, and sent while they grow. ``naming``: how the files get their keys;
    None: as the connection says. Keys by a template may still change when the files are added, see ``settled``.
    ``asked``: what their objects get, over what the profile says. Raises BadSettingsError for a part size or a name
    template that can't be used, for staged copies of files that grow, and for terms that no store would take.
    """
    check_part_size(part_size)
    if growth is not None and stage:
        raise BadSettingsError(message(MessageCode.GROWING_NOT_STAGED))
    limits, jobs = Limits(max_object_size=profile.max_object_size), []
    terms, are_chosen = wanted_terms(profile, asked), asked != NOTHING_ASKED
    named, refused = _named(found.files, naming or naming_by(profile))
    for key, name, files in named:
        file = files[0]
        try:
            _check_only(key, files)
            _check_size(file, max_size)
            make_plan = plan_for if growth is None else growing_plan
            plan = make_plan(file.fingerprint.size, part_size, limits)
        except UploaderError as error:
            refused.extend(_refuse(file, error, key) for file in files)
            continue
        file_name = file.relative_parts[-1]
        jobs.append(
            NewJob(
                source_path=file.path,
                file_name=file_name,
                content_type=asked.content_type or content_type_for(file_name, profile),
                fingerprint=file.fingerprint,
                plan=plan,
                destination=_destination(profile, key),
                on_conflict=on_conflict,
                stage=stage,
                part_size_is_chosen=part_size_is_chosen,
                on_found=on_found,
                expected_hashes=file.expected_hashes,
                growth=growth,
                name=name,
                terms=terms,
                terms_are_chosen=are_chosen,
            )
        )
    return jobs, refused


def wanted_terms(profile: Profile, asked: AskedTerms = NOTHING_ASKED) -> ObjectTerms | None:
    """What objects get by this connection and by what is asked for them; None for nothing. Raises BadSettingsError."""
    terms = clean_terms(asked.over(profile.terms))
    return None if terms == NO_TERMS else terms


def with_terms(new: Sequence[NewJob], terms: ObjectTerms, content_type: str) -> list[NewJob]:
    """The same files, for whose objects this was chosen; ``content_type``: "" for those that they have."""
    wanted = None if terms == NO_TERMS else terms
    return [
        replace(one, terms=wanted, content_type=content_type or one.content_type, terms_are_chosen=True)
        for one in new
    ]


def content_type_for(file_name: str, profile: Profile) -> str:
    """The content type by the connection's rules, else by what we know."""
    rules = profile.content_types
    return (type_by_rules(rules, file_name) if rules else "") or content_type_of(file_name)


def sent_while_it_grows(new: NewJob, growth: Growth) -> NewJob:
    """The same file, which is still being written. Raises UploaderError FILE_TOO_LARGE as ``growing_plan``."""
    return replace(new, growth=growth, plan=growing_plan(new.plan.file_size, new.plan.part_size))


def with_unmatched(package: Package, found: Scan, new: Sequence[NewJob]) -> Package:
    """The package of these jobs, with what its media hash lists name and the folder lacks, and the other way round."""
    taken = {one.source_path for one in new}
    unlisted = [file.path for file in found.files if file.is_unlisted and file.path in taken]
    return replace(package, missing=NamedFiles.of(found.missing), unlisted=NamedFiles.of(unlisted))


def _named(
    files: Sequence[ScannedFile], naming: Naming
) -> tuple[list[tuple[str, TemplatedName | None, list[ScannedFile]]], list[Refusal]]:
    """Keys with the files that would have them; by a counter each file has its own."""
    by_key: dict[str, list[ScannedFile]] = {}
    names: dict[str, TemplatedName | None] = {}
    refused = []
    has_counter = naming.template is not None and naming.template.has_counter
    for number, file in enumerate(_once(files) if has_counter else files, 1):
        try:
            check_path(file.path)
            key, name = _with_number(file, naming, number, by_key if has_counter else ())
        except UploaderError as error:
            refused.append(_refuse(file, error))
            continue
        same_key = by_key.setdefault(key, [])
        names[key] = name
        if all(other.path != file.path for other in same_key):
            same_key.append(file)
    return [(key, names[key], some) for key, some in by_key.items()], refused


def _once(files: Sequence[ScannedFile]) -> list[ScannedFile]:
    """Each file once, though it was dropped alone and in its folder."""
    found: dict[str, ScannedFile] = {}
    for file in files:
        found.setdefault(file.path, file)
    return list(found.values())


def _with_number(
    file: ScannedFile, naming: Naming, number: int, taken: Container[str]
) -> tuple[str, TemplatedName | None]:
    """The file's key with the first number from ``number`` on that makes another key than those ``taken``."""
    found = naming.key_of(file.relative_parts, file.fingerprint.mtime_ns, number)
    while found[0] in taken:  # "1" of the counter and "1x", then "11" and "x"
        number += 1
        found = naming.key_of(file.relative_parts, file.fingerprint.mtime_ns, number)
    return found


def _check_only(key: str, files: Sequence[ScannedFile]) -> None:
    if len(files) > 1:
        raise UploaderError(
            message(MessageCode.DUPLICATE_KEY, count=len(files), key=key),
            code=ErrorCode.DUPLICATE_KEY,
        )


def _check_size(file: ScannedFile, max_size: int | None) -> None:
    if max_size is not None and file.fingerprint.size > max_size:
        raise UploaderError(
            message(MessageCode.FILE_OVER_LIMIT, size=file.fingerprint.size, limit=max_size),
            code=ErrorCode.FILE_TOO_LARGE,
        )


def _destination(profile: Profile, key: str) -> Destination:
    return Destination(profile.name, profile.endpoint, profile.region, profile.bucket, key)


def _refuse(file: ScannedFile, error: UploaderError, key: str = "") -> Refusal:
    said = tuple(one.with_texts(printable) for one in error.messages)
    return Refusal(printable(file.path), key, file.fingerprint.size, error.code, said)
