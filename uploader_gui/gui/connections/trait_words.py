"""What was learned about a store, in words for its connection."""

from PySide6.QtCore import QCoreApplication

from uploader_gui.domain.store_traits import StoreTraits, Trait

translate = QCoreApplication.translate


def trait_lines(known: StoreTraits) -> list[str]:
    """A line for each thing that is known and of interest; empty where nothing is known yet."""
    if not any(known.said(trait) for trait in Trait):
        return []
    lines = [_checksums(known), _condition(known)]
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
