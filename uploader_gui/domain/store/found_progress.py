"""What of a file is in the store already without a job here, and what its user wants done about it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from uploader_gui.domain.messages import Message, MessageCode, Messages, message

RECENTLY = timedelta(minutes=10)
"""Whoever wrote this recently may still be at it."""
_MOMENT = "%Y-%m-%d %H:%M"


class FoundPolicy(StrEnum):
    """What to do with progress that is found. UNASKED: go on with it, unless somebody may be at it."""

    UNASKED = "unasked"
    CONTINUE = "continue"
    ANEW = "anew"
    REFUSE = "refuse"


FOUND_CHOICES = (FoundPolicy.CONTINUE, FoundPolicy.ANEW, FoundPolicy.REFUSE)
"""What a user can say."""


@dataclass(frozen=True, slots=True)
class FoundProgress:
    """Parts of a file that are in the store: bytes of ``file_size``, the last of them written at ``written_at``.

    ``is_recent``: so short a time ago, by the store's clock, that another computer may be at it.
    """

    size: int
    file_size: int
    written_at: datetime
    is_recent: bool

    @property
    def percent(self) -> int:
        """How much of the file is there, rounded down."""
        return self.size * 100 // max(1, self.file_size)

    @property
    def said(self) -> Message:
        """Why a file of which so much is there was left alone."""
        code = MessageCode.UPLOAD_IN_USE if self.is_recent else MessageCode.UPLOAD_FOUND
        return message(code, percent=self.percent, moment=f"{self.written_at:{_MOMENT}}")

    @classmethod
    def of_said(cls, messages: Messages, file_size: int) -> "FoundProgress | None":
        """What ``said`` told of, as it is now; None where it is not among these."""
        for one in messages:
            if one.code in {MessageCode.UPLOAD_IN_USE, MessageCode.UPLOAD_FOUND}:
                told = dict(one.arguments)
                size = -(-file_size * int(told["percent"]) // 100)
                written_at = datetime.strptime(str(told["moment"]), _MOMENT).replace(tzinfo=UTC)
                return cls(size, file_size, written_at, datetime.now(UTC) - written_at < RECENTLY)
        return None

    def leaves_alone(self, policy: FoundPolicy) -> bool:
        """Say whether the file is not to be taken, as ``policy`` has it."""
        return policy is FoundPolicy.REFUSE or (policy is FoundPolicy.UNASKED and self.is_recent)
