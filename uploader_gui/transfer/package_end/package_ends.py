"""Ends of packages: found out when files end, told, and followed by the command and the webhook that are set."""

import asyncio
import logging
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial

from uploader_gui.domain.errors import StoppedError, StoreError, UploaderError
from uploader_gui.domain.messages import MessageCode, Messages, message
from uploader_gui.domain.packages.package_end import (
    ActionKind,
    ActionListener,
    ActionState,
    PackageAction,
    PackageEnd,
)
from uploader_gui.s3.http.request_body import StopSwitch
from uploader_gui.transfer.job.job_run import Tools
from uploader_gui.transfer.job.retry import RetryBackoff, log_delay

log = logging.getLogger(__name__)

Tell = Callable[[PackageEnd, Callable[[], None]], None]
WEBHOOK_WAIT_S = 30.0
"""So long a program that has nothing else to do waits for webhooks; the next one goes on with them."""
_MOST_COMMAND_TRIES = 3
_TRIED_FOR = timedelta(days=1)


@dataclass(slots=True)
class _Line:
    """What waits to be carried out, one after the other, and the task that does it."""

    waiting: list[PackageAction] = field(default_factory=list)
    task: "asyncio.Task[None] | None" = None


class PackageEnds:
    """Lives on the engine's loop, but for ``found``.

    ``tell`` tells those who listen of an end, and calls back when that is done. ``secret`` gives what webhooks are signed
    with, "" for nothing, or raises UploaderError; blocking. ``waiting`` gives the packages that can end with files of others; any thread. ``on_action`` hears what became of a command or webhook, also if it has to wait for the user.
    """

    def __init__(
        self,
        tools: Tools,
        tell: Tell,
        secret: Callable[[], str],
        on_action: ActionListener,
        waiting: Callable[[], Collection[str]],
    ) -> None:
        self._tools = tools
        self._tell = tell
        self._secret = secret
        self._on_action = on_action
        self._waiting = waiting
        self._stop = StopSwitch()
        self._stopping = asyncio.Event()
        self._lines = {kind: _Line() for kind in ActionKind}
        self._taken: set[int] = set()
        self._unsettled: dict[int, PackageAction] = {}

    def found(self, package_ids: Collection[str] | None) -> list[PackageAction]:
        """Record which of these packages, and of those that wait for files of others, have ended (None: of all).

        Gives what is to be done for them. Blocking. Where that can't be recorded it is logged, and found out at the next end or start.
        """
        if package_ids is not None:
            package_ids = {*package_ids, *self._waiting()}
            if not package_ids:
                return []
        options = self._tools.options
        wanted = [ActionKind.TOLD]
        wanted += [ActionKind.COMMAND] if options.package_command else []
        wanted += [ActionKind.WEBHOOK] if options.webhook else []
        try:
            return self._tools.jobs.end_packages(package_ids, wanted)
        except UploaderError as error:
            log_delay(log, "The end of a package can't be recorded yet", error)
            return []

    async def catch_up(self) -> None:
        """Find every end that nobody has recorded, and carry out all that is still wanted."""

        def wanted() -> list[PackageAction]:
            self.found(None)
            return self._tools.jobs.wanted_actions()

        try:
            actions = await self._tools.calls.run(wanted)
        except UploaderError as error:
            log_delay(log, "What is to be done for packages that have ended can't be read", error)
        else:
            self.take(actions)

    def take(self, actions: Sequence[PackageAction]) -> None:
        """Carry out those of these that are not on their way already."""
        for action in actions:
            if action.action_id in self._taken:
                continue
            self._taken.add(action.action_id)
            if action.kind is ActionKind.TOLD:
                self._tell(action.end, partial(self._add, action))
            else:
                self._add(action)

    async def carried_out(self) -> None:
        """Wait for all that is to be done; for webhooks that are not delivered not longer than ``WEBHOOK_WAIT_S``."""
        webhook = self._lines[ActionKind.WEBHOOK].task
        others = [
            line.task for kind, line in self._lines.items() if line.task and kind is not ActionKind.WEBHOOK
        ]
        if webhook is not None:
            await asyncio.wait([webhook], timeout=WEBHOOK_WAIT_S)
        if others:
            await asyncio.wait(others)

    @property
    def undelivered(self) -> list[PackageAction]:
        """The webhooks that the next start goes on with, each with what was last in the way."""
        waiting = {one.action_id: one for one in self._lines[ActionKind.WEBHOOK].waiting}
        return list((waiting | self._unsettled).values())

    def begin_closing(self) -> None:
        """Kill a command and give up a webhook's try: the next start does both again."""
        self._stop.stop()
        self._stopping.set()

    async def close(self, timeout_s: float) -> None:
        """Wait for what ``begin_closing`` stopped, and until it is recorded who was told; at most some seconds."""
        tasks = [line.task for line in self._lines.values() if line.task is not None]
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=timeout_s)
            for task in late:
                task.cancel()

    def _add(self, action: PackageAction) -> None:
        line = self._lines[action.kind]
        line.waiting.append(action)
        if line.task is None and self._goes_on(action):
            line.task = asyncio.ensure_future(self._work_off(line))

    def _goes_on(self, action: PackageAction) -> bool:
        return action.kind is ActionKind.TOLD or not self._stop.is_stopped

    async def _work_off(self, line: _Line) -> None:
        try:
            while line.waiting and self._goes_on(line.waiting[0]):
                await self._carry_out(line.waiting[0])
                self._taken.discard(line.waiting.pop(0).action_id)
        except StoppedError:
            log.info("What is to be done for packages that have ended goes on with the next start.")
        except Exception as error:  # noqa: BLE001 - logged; what is left is wanted, and the next start does it
            log_delay(log, "What is to be done for packages that have ended waits", error)
            self._taken.difference_update(one.action_id for one in line.waiting)
            line.waiting.clear()
        finally:
            line.task = None

    async def _carry_out(self, action: PackageAction) -> None:
        match action.kind:
            case ActionKind.TOLD:
                await self._end(action, ActionState.DONE, ())
            case ActionKind.HASH_LIST:
                await self._write_hash_list(action)
            case ActionKind.COMMAND:
                await self._run_command(action)
            case ActionKind.WEBHOOK:
                await self._call_webhook(action)

    async def _run_command(self, action: PackageAction) -> None:
        tools, command = self._tools, self._tools.options.package_command
        if not command:
            await self._end(action, ActionState.FAILED, (message(MessageCode.ACTION_NOT_SET),))
            return
        if action.attempts >= _MOST_COMMAND_TRIES:
            unknown = message(MessageCode.COMMAND_OUTCOME_UNKNOWN, count=action.attempts)
            await self._end(action, ActionState.FAILED, (unknown,))
            return

        def run() -> Messages:
            from uploader_gui.transfer.package_end.command import run_command  # most packages end without

            begun = tools.jobs.begin_action(action)
            uploads = tools.jobs.recordings_of_package(action.package_id)
            return run_command(command, begun, uploads, self._stop)

        try:
            answer = await tools.calls.run(run)
        except StoppedError:
            raise
        except UploaderError as error:
            await self._end(action, ActionState.FAILED, error.messages)
        else:
            await self._end(action, ActionState.DONE, answer)

    async def _write_hash_list(self, action: PackageAction) -> None:
        tools, package = self._tools, action.end.package
        backoff = RetryBackoff(tools.options.retry_limit)

        def write() -> Messages:
            from uploader_gui.transfer.package_end.hash_list import (
                write_hash_list,
            )  # most packages end without

            tools.jobs.begin_action(action)
            return write_hash_list(tools, package, tools.jobs.recordings_of_package(package.package_id))

        while True:
            try:
                answer = await tools.calls.run(write)
            except StoreError as error:
                delay_s = await self._next_try(action, backoff, error)
                if delay_s is None:
                    return
                await self._wait(delay_s)
            except UploaderError as error:
                await self._end(action, ActionState.FAILED, error.messages)
                return
            else:
                await self._end(action, ActionState.DONE, answer)
                return

    async def _call_webhook(self, action: PackageAction) -> None:
        backoff = RetryBackoff(self._tools.options.retry_limit)
        while True:
            address = self._tools.options.webhook
            if not address:
                await self._end(action, ActionState.FAILED, (message(MessageCode.ACTION_NOT_SET),))
                return
            try:
                answer = await self._tools.calls.run(partial(self._send, address, action))
            except StoreError as error:
                delay_s = await self._next_try(action, backoff, error)
                if delay_s is None:
                    return
                await self._wait(delay_s)
            except StoppedError:
                raise
            except UploaderError as error:  # nothing that time mends: the secret is not there
                await self._end(action, ActionState.WANTED, error.messages)
                self._on_action(self._unsettled[action.action_id])
                return
            else:
                await self._end(action, ActionState.DONE, answer)
                return

    def _send(self, address: str, action: PackageAction) -> Messages:
        from uploader_gui.transfer.package_end.webhook import call_webhook  # most packages end without

        secret = self._secret()
        return call_webhook(address, secret, self._tools.jobs.begin_action(action), self._stop)

    async def _next_try(
        self, action: PackageAction, backoff: RetryBackoff, error: StoreError
    ) -> float | None:
        """Seconds until the next try; None, and recorded as failed, where there is to be none."""
        is_too_old = datetime.now(UTC) - action.wanted_at > _TRIED_FOR
        try:
            delay_s = None if is_too_old else backoff.next_delay_s(error)
        except StoreError:
            delay_s = None
        state = ActionState.FAILED if delay_s is None else ActionState.WANTED
        await self._end(action, state, error.messages)
        return delay_s

    async def _wait(self, seconds: float) -> None:
        """Sleep, but not longer than until stopped: raises StoppedError then."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)
            raise StoppedError

    async def _end(self, action: PackageAction, state: ActionState, answer: Messages) -> None:
        await self._tools.calls.run(partial(self._tools.jobs.end_action, action.action_id, state, answer))
        now = replace(action, state=state, answer=answer)
        if state is ActionState.WANTED:
            self._unsettled[action.action_id] = now
            return
        self._unsettled.pop(action.action_id, None)
        if action.kind is not ActionKind.TOLD:
            self._on_action(now)
