"""A command or webhook tried out with the end of a package that never was. Blocking."""

from datetime import UTC, datetime, timedelta

from uploader_gui.domain.messages import Messages
from uploader_gui.domain.packages.package import Package
from uploader_gui.domain.packages.package_end import ActionKind, ActionState, PackageAction, PackageEnd
from uploader_gui.s3.http.request_body import StopSwitch
from uploader_gui.transfer.package_end.command import run_command
from uploader_gui.transfer.package_end.facts import TEST
from uploader_gui.transfer.package_end.webhook import call_webhook

_LONGEST_S = 60.0


def try_command(command: str) -> Messages:
    """Run it once; what is to be said of it. Raises UploaderError as ``run_command``."""
    return run_command(
        command, _made_up(ActionKind.COMMAND), (), StopSwitch(), event=TEST, longest_s=_LONGEST_S
    )


def try_webhook(address: str, secret: str) -> Messages:
    """Call it once; the answer. Raises UploaderError as ``call_webhook``."""
    return call_webhook(address, secret, _made_up(ActionKind.WEBHOOK), StopSwitch(), event=TEST)


def _made_up(kind: ActionKind) -> PackageAction:
    now = datetime.now(UTC)
    began = now - timedelta(seconds=20)
    package = Package("Test", created_at=began, ended_at=now)
    end = PackageEnd(package, 1, 0, 1_000_000_000, began, now, 20.0)
    return PackageAction(0, package.package_id, kind, ActionState.WANTED, 0, now, None, (), end)
