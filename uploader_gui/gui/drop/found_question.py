"""The question about one file of which part is in the store already, though nobody here has sent it."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from uploader_gui.domain.store.found_progress import FOUND_CHOICES, FoundPolicy, FoundProgress
from uploader_gui.gui.dialogs import Question, answered
from uploader_gui.gui.words.wording import found_words


class FoundQuestion(Question):
    """Go on, begin anew, or leave it alone, which is what Enter does where somebody may be at it. GUI thread."""

    def __init__(self, parent: QWidget | None, file_name: str, found: FoundProgress) -> None:
        ask = self.tr("Go on with it, or begin anew?")
        if found.is_recent:
            ask = self.tr("If no other computer is at it: go on with it, or begin anew?")
        answers = "\n".join(long_found_words(policy) for policy in FOUND_CHOICES)
        super().__init__(parent, found_words(found), f"{file_name}\n\n{ask}\n\n{answers}")
        roles = QMessageBox.ButtonRole
        self.goes_on = self.addButton(self.tr("Go on"), roles.AcceptRole)
        self.begins_anew = self.addButton(self.tr("Begin anew"), roles.DestructiveRole)
        self.leaves_alone = self.addButton(self.tr("Leave it alone"), roles.RejectRole)
        self.setDefaultButton(self.leaves_alone if found.is_recent else self.goes_on)
        self.setEscapeButton(self.leaves_alone)

    def policy(self) -> FoundPolicy:
        """What was chosen."""
        clicked = self.clickedButton()
        if clicked is self.goes_on:
            return FoundPolicy.CONTINUE
        return FoundPolicy.ANEW if clicked is self.begins_anew else FoundPolicy.REFUSE


async def found_policy_for(parent: QWidget, file_name: str, found: FoundProgress) -> FoundPolicy:
    """Ask, and wait for the answer."""
    question = FoundQuestion(parent, file_name, found)
    await answered(question)
    return question.policy()


def long_found_words(policy: FoundPolicy) -> str:
    """An answer, and what follows from it."""
    return {
        FoundPolicy.UNASKED: "",
        FoundPolicy.CONTINUE: QCoreApplication.translate(
            "FoundQuestion", "Go on: only what is missing is sent"
        ),
        FoundPolicy.ANEW: QCoreApplication.translate("FoundQuestion", "Begin anew: all of the file is sent"),
        FoundPolicy.REFUSE: QCoreApplication.translate("FoundQuestion", "Leave it alone: nothing is sent"),
    }[policy]
