"""What was learned about a store, in words for its connection."""

from PySide6.QtCore import QCoreApplication

from uploader_gui.domain.store.store_traits import FOR_EVER, CopyAbility, StoreTraits, Trait

translate = QCoreApplication.translate


def trait_lines(known: StoreTraits, of_kept: StoreTraits | None = None) -> list[str]:
    """A line for each thing that is known and of interest; empty where nothing is known yet.

    ``of_kept``: of the bucket where parts are kept, where that is another one.
    """
    if not any(known.said(trait) for trait in Trait):
        return []
    lines = [_checksums(known), _condition(known)]
    lines += [_lifetime(known), _keeping(of_kept or known)]
    if endpoint := known.said(Trait.ENDPOINT):
        lines.append(translate("Traits", "The bucket is reached at {0}, as the store says.").format(endpoint))
    if region := known.said(Trait.REGION):
        lines.append(
            translate("Traits", "The bucket is in the region {0}, as the store says.").format(region)
        )
    if known.has(Trait.VIRTUAL_HOSTED):
        lines.append(translate("Traits", "It wants the bucket's name in the host name."))
    return [line for line in lines if line]


def _checksums(known: StoreTraits) -> str:
    if known.has(Trait.CHECKSUMS) is False:
        return translate("Traits", "It takes no checksums: uploads are proven by their MD5.")
    match known.has(Trait.REPEATS):
        case True:
            return translate("Traits", "It checks uploads by their checksums.")
        case False:
            return translate("Traits", "It does not repeat checksums: uploads are proven by their MD5.")
        case None:
            return ""


def _lifetime(known: StoreTraits) -> str:
    said = known.said(Trait.LIFETIME)
    if not said:
        return ""
    if said == FOR_EVER:
        return translate("Traits", "It keeps unfinished uploads without a limit, as far as it says.")
    return translate("Traits", "It drops unfinished uploads after {0} hours.").format(said)


def _keeping(known: StoreTraits) -> str:
    said = known.said(Trait.KEEPING)
    return keeping_words(CopyAbility(said)) if said in list(CopyAbility) else ""


def keeping_words(ability: CopyAbility) -> str:
    """Whether parts of long uploads can be kept in a bucket, or why they can't."""
    return {
        CopyAbility.ABLE: translate(
            "Traits", "Parts of long uploads can be kept here, and joined by the store."
        ),
        CopyAbility.NOT_WRITABLE: translate(
            "Traits",
            "Parts of long uploads can't be kept here: these keys may not write where they would be.",
        ),
        CopyAbility.LOCKED: translate(
            "Traits",
            "Parts of long uploads can't be kept here: the bucket locks what is written, so they could not be deleted.",
        ),
        CopyAbility.NOT_READABLE: translate(
            "Traits", "Parts of long uploads can't be kept here: these keys may not read."
        ),
        CopyAbility.NO_COPY: translate(
            "Traits", "Parts of long uploads can't be kept here: this store does not join objects."
        ),
        CopyAbility.NOT_DELETABLE: translate(
            "Traits", "Parts of long uploads can't be kept here: these keys may not delete."
        ),
    }[ability]


def _condition(known: StoreTraits) -> str:
    kept = {known.has(Trait.PUT_CONDITION), known.has(Trait.FINISH_CONDITION)}
    if False in kept:
        return translate(
            "Traits",
            "It does not keep existing objects from being replaced: this program looks right before.",
        )
    if None in kept:
        return translate("Traits", "Whether it keeps existing objects from being replaced is not known.")
    return translate("Traits", "It keeps existing objects from being replaced.")
