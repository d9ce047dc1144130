"""What the window calls a package that nobody has named."""

from PySide6.QtCore import QCoreApplication

from uploader_gui.domain.packages.package_name import AddedTogether
from uploader_gui.gui.words.wording import count_words

translate = QCoreApplication.translate


def package_name_words(added: AddedTogether) -> str:
    """``A007``, ``12 files from A007`` or ``12 files``."""
    if added.name:
        return added.name
    if added.folder:
        one, many = (
            translate("PackageNames", "{0} file from {1}"),
            translate("PackageNames", "{0} files from {1}"),
        )
        return count_words(added.count, one, many, added.folder)
    one, many = translate("PackageNames", "{0} file"), translate("PackageNames", "{0} files")
    return count_words(added.count, one, many)
