import hashlib
import hmac
import json
import shlex
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from lab.engines.benches import OpenBench
from lab.engines.workbench import Workbench
from lab.files import make_file
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from lab.lines.scripted import Script, ScriptedServer, Visit, answering
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.job import JobState
from uploader_gui.domain.messages import MessageCode, english
from uploader_gui.domain.packages.package import Package
from uploader_gui.domain.packages.package_end import ActionKind, ActionState
from uploader_gui.domain.reports.report_fields import FIELD_NAMES
from uploader_gui.transfer.job.job_run import EngineOptions

SECRET = "a secret of the test"


def files(folder: Path, *names: str) -> list[Path]:
    folder.mkdir(exist_ok=True)
    return [make_file(folder / name, 100_000) for name in names]


def noticed(seen: Event) -> Script:
    """Set ``seen`` when a request has come, and never answer it."""

    def script(visit: Visit) -> None:
        visit.read_request()
        seen.set()
        visit.hold()

    return script


def header(head: str, name: str) -> str:
    lines = [line.partition(": ") for line in head.split("\r\n")[1:]]
    return next((value for key, _, value in lines if key.lower() == name.lower()), "")


def python(script: str, *arguments: object) -> str:
    """A command line that runs this."""
    return shlex.join([sys.executable, "-c", script, *map(str, arguments)])


def delivered(bench: Workbench, folder: Path) -> None:
    """A package of one file, until its webhook or command has come to its end."""
    bench.upload_together("A007", *files(folder, "a.mov"))
    bench.carried_out()


def test_two_packages_are_told_of_once_each(bench: Workbench, tmp_path: Path) -> None:
    bench.upload_together("A007", *files(tmp_path / "A007", "a.mov", "b.mov"))
    bench.upload_together("B001", *files(tmp_path / "B001", "c.mov"))
    ends = {end.package.name: end for end in bench.ended(2)}
    assert [(one.files, one.failed) for one in (ends["A007"], ends["B001"])] == [(2, 0), (1, 0)]
    assert ends["A007"].bytes_sent == 200_000
    assert ends["A007"].bytes_per_second
    assert bench.do(bench.engine.ends_carried_out()) == []
    assert len(bench.ends) == 2
    assert bench.jobs.wanted_actions() == []


def test_an_end_is_told_after_the_ends_of_its_files(bench: Workbench, tmp_path: Path) -> None:
    seen: list[set[JobState]] = []
    states: dict[str, JobState] = {}
    bench.engine.subscribe(
        lambda events: states.update({one.status.job.job_id: one.status.job.state for one in events})
    )
    bench.engine.on_package_end(lambda _end: seen.append(set(states.values())))
    bench.upload_together("A007", *files(tmp_path / "A007", "a.mov", "b.mov", "c.mov"))
    bench.ended()
    bench.do(bench.engine.ends_carried_out())  # by then all who listen have heard of it
    assert seen == [{JobState.COMPLETED}]


def test_what_failed_is_named_and_told_again_once_it_is_mended(bench: Workbench, tmp_path: Path) -> None:
    good, bad = files(tmp_path / "A007", "a.mov", "b.mov")
    new = bench.new(good, bad)
    content = bad.read_bytes()
    bad.unlink()
    package = Package("A007")
    bench.submit(new, package)
    (end,) = bench.ended()
    assert (end.completed, end.failed, end.more_failures) == (1, 1, 0)
    assert [(one.path, one.code) for one in end.failures] == [(str(bad), ErrorCode.SOURCE_MISSING)]
    bad.write_bytes(content)
    (failed,) = bench.jobs.jobs(state=JobState.FAILED)
    bench.do(bench.engine.restart([failed.job_id]))
    again = bench.ended(2)[-1]
    assert (again.package.package_id, again.completed, again.failed) == (package.package_id, 2, 0)


def test_removing_the_last_unfinished_file_ends_a_package(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    first, second = files(tmp_path / "A007", "a.mov", "b.mov")
    proxy.on("put", hold(), key="b.mov")
    done, held = bench.upload_together("A007", first, second)
    bench.completed(done.job_id)
    assert bench.ends == []
    bench.remove(held.job_id)
    (end,) = bench.ended()
    assert (end.completed, end.failed) == (1, 0)


def test_a_webhook_is_signed_and_sent_until_it_is_taken(open_bench: OpenBench, tmp_path: Path) -> None:
    scripts = answering(500), answering(503, headers={"Retry-After": "0"}), answering(204)
    with ScriptedServer(*scripts) as server:
        bench = open_bench(options=EngineOptions(webhook=f"{server.endpoint}/hook?to=us"))
        bench.webhook_secret = SECRET
        delivered(bench, tmp_path / "A007")
        (action,) = bench.actions
        assert (action.kind, action.state) == (ActionKind.WEBHOOK, ActionState.DONE)
        assert english(action.answer) == "The webhook answered 204."
        assert len(server.heads) == 3
        assert {header(head, "X-Uploader-Delivery") for head in server.heads} == {action.delivery_id}
        assert [header(head, "X-Uploader-Attempt") for head in server.heads] == ["1", "2", "3"]
        for head, body in zip(server.heads, server.bodies, strict=True):
            assert head.startswith("POST /hook?to=us HTTP/1.1")
            proof = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
            assert header(head, "X-Uploader-Signature") == f"sha256={proof}"
        said = json.loads(server.bodies[0])
    assert said["event"] == "package.ended"
    assert said["delivery"] == action.delivery_id
    assert said["package"]["name"] == "A007"
    assert (said["state"], said["files"], said["bytes"]) == ("COMPLETED", 1, 100_000)
    stored = bench.jobs.last_answer(ActionKind.WEBHOOK)
    assert stored is not None
    assert (stored.attempts, stored.answer) == (3, action.answer)


def test_a_webhook_that_leads_elsewhere_is_not_followed(open_bench: OpenBench, tmp_path: Path) -> None:
    with ScriptedServer(answering(204)) as other:
        elsewhere = answering(307, headers={"Location": f"{other.endpoint}/stolen"})
        with ScriptedServer(elsewhere) as server:
            bench = open_bench(options=EngineOptions(webhook=f"{server.endpoint}/"))
            delivered(bench, tmp_path / "A007")
            assert server.connections == 1
        assert other.connections == 0
    (action,) = bench.actions
    assert action.state is ActionState.FAILED
    assert [one.code for one in action.answer] == [MessageCode.WEBHOOK_REDIRECTS]
    assert f"{other.endpoint}/stolen" in english(action.answer)


def test_a_webhook_that_is_refused_is_called_once(open_bench: OpenBench, tmp_path: Path) -> None:
    with ScriptedServer(answering(404, body=b"no such hook\nat all")) as server:
        bench = open_bench(options=EngineOptions(webhook=f"{server.endpoint}/"))
        delivered(bench, tmp_path / "A007")
        assert server.connections == 1
    (action,) = bench.actions
    assert action.state is ActionState.FAILED
    assert english(action.answer) == "The webhook answered 404: no such hook"


def test_a_webhook_that_answers_badly_for_too_long_is_given_up(
    open_bench: OpenBench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("uploader_gui.transfer.package_end.package_ends._TRIED_FOR", timedelta())
    with ScriptedServer(answering(500, b"out of order")) as server:
        bench = open_bench(options=EngineOptions(webhook=server.endpoint, retry_limit=None))
        delivered(bench, tmp_path / "A007")
        assert server.connections == 1
    (action,) = bench.actions
    assert action.state is ActionState.FAILED
    assert english(action.answer) == "The webhook answered 500: out of order"


def test_a_webhook_that_is_to_be_signed_is_not_called_before_its_secret_is_there(
    open_bench: OpenBench, tmp_path: Path
) -> None:
    with ScriptedServer(answering(200)) as server:
        options = EngineOptions(webhook=server.endpoint)
        bench = open_bench(options=options)
        bench.webhook_secret = None
        delivered(bench, tmp_path / "A007")
        (waiting,) = bench.do(bench.engine.ends_carried_out())
        assert waiting.state is ActionState.WANTED
        assert [one.code for one in waiting.answer] == [MessageCode.WEBHOOK_SECRET_UNKNOWN]
        assert server.connections == 0
        bench.webhook_secret = SECRET
        bench.do(set_options(bench, options))
        told = bench.carried_out(2)[-1]
        assert (told.state, told.delivery_id) == (ActionState.DONE, waiting.delivery_id)
        assert header(server.heads[0], "X-Uploader-Signature")


def test_a_webhook_cut_off_by_the_end_of_the_program_is_called_by_the_next_one(
    open_bench: OpenBench, tmp_path: Path
) -> None:
    came = Event()
    with ScriptedServer(noticed(came), answering(200)) as server:
        options = EngineOptions(webhook=f"{server.endpoint}/")
        bench = open_bench(options=options)
        bench.upload_together("A007", *files(tmp_path / "A007", "a.mov"))
        assert came.wait(30)
        bench.close()
        assert bench.actions == []
        bench = open_bench(options=options)
        (action,) = bench.carried_out()
        assert action.state is ActionState.DONE
        first, second = (header(head, "X-Uploader-Delivery") for head in server.heads)
        assert first == second == action.delivery_id
        assert server.bodies[0] == server.bodies[1]
    assert bench.ends == []


def test_a_command_gets_the_facts_and_no_secret(
    open_bench: OpenBench, tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.setenv("UPLOADER_GUI_SECRET_KEY", "of the store")
    seen = tmp_path / "seen.json"
    script = (
        "import json, os, sys; report = json.load(open(os.environ['UPLOADER_PACKAGE_REPORT'])); "
        "json.dump([sys.argv[2:], dict(os.environ), report], open(sys.argv[1], 'w')); "
        "print('first', flush=True); print('all noted', file=sys.stderr)"
    )
    command = python(script, seen, "two words", "$HOME; exit 3")
    bench = open_bench(options=EngineOptions(package_command=command))
    bench.upload_together("A007", *files(tmp_path / "A007", "a.mov", "b.mov"))
    (action,) = bench.carried_out()
    assert english(action.answer) == "The command ended with 0: all noted"
    assert action.state is ActionState.DONE
    arguments, environment, report = json.loads(seen.read_text())
    assert arguments == ["two words", "$HOME; exit 3"]
    (end,) = bench.ended()
    facts = {name: environment[f"UPLOADER_PACKAGE_{name}"] for name in ("ID", "NAME", "STATE", "FILES")}
    assert facts == {
        "ID": end.package.package_id,
        "NAME": "A007",
        "STATE": "COMPLETED",
        "FILES": "2",
    }
    assert (environment["UPLOADER_PACKAGE_FAILED"], environment["UPLOADER_PACKAGE_BYTES"]) == ("0", "200000")
    assert environment["UPLOADER_PACKAGE_DELIVERY"] == action.delivery_id
    assert "UPLOADER_GUI_SECRET_KEY" not in environment
    assert sorted(one["objectKey"] for one in report["uploads"]) == ["a.mov", "b.mov"]
    assert all(one.keys() <= set(FIELD_NAMES) for one in report["uploads"])
    assert not Path(environment["UPLOADER_PACKAGE_REPORT"]).exists()


def test_a_command_that_fails_says_how(open_bench: OpenBench, tmp_path: Path) -> None:
    command = python("print('no room'); raise SystemExit(3)")
    bench = open_bench(options=EngineOptions(package_command=command))
    delivered(bench, tmp_path / "A007")
    bench.do(set_options(bench, EngineOptions(package_command="/no/such/program at all")))
    bench.upload_together("B001", *files(tmp_path / "B001", "b.mov"))
    failed, missing = bench.carried_out(2)
    assert {failed.state, missing.state} == {ActionState.FAILED}
    assert english(failed.answer) == "The command ended with 3: no room"
    assert english(missing.answer) == "The command could not be started: No such file or directory."


def test_a_command_is_killed_with_the_program_and_run_by_the_next_one(
    open_bench: OpenBench, tmp_path: Path
) -> None:
    script = "import sys, urllib.request; print(urllib.request.urlopen(sys.argv[1]).status)"
    begun = Event()
    with ScriptedServer(noticed(begun), answering(200)) as server:
        options = EngineOptions(package_command=python(script, server.endpoint))
        bench = open_bench(options=options)
        bench.upload_together("A007", *files(tmp_path / "A007", "a.mov"))
        assert begun.wait(30)
        bench.close()
        bench = open_bench(options=options)
        (action,) = bench.carried_out()
    assert english(action.answer) == "The command ended with 0: 200"


def test_a_command_that_the_program_never_outlived_is_begun_no_fourth_time(
    open_bench: OpenBench, tmp_path: Path
) -> None:
    bench = open_bench()
    package = Package("A007")
    (path,) = files(tmp_path / "A007", "a.mov")
    new = [replace(one, package_id=package.package_id) for one in bench.new(path)]
    (job,) = bench.jobs.add(new, packages=[package])
    bench.jobs.update(job.job_id, state=JobState.FAILED)
    (wanted,) = bench.jobs.end_packages(None, [ActionKind.COMMAND])
    for _ in range(3):
        bench.jobs.begin_action(wanted)
    bench.close()
    never = tmp_path / "never"
    command = python("import sys; open(sys.argv[1], 'w')", never)
    bench = open_bench(options=EngineOptions(package_command=command))
    (action,) = bench.carried_out()
    assert [one.code for one in action.answer] == [MessageCode.COMMAND_OUTCOME_UNKNOWN]
    assert not never.exists()


async def set_options(bench: Workbench, options: EngineOptions) -> None:
    bench.engine.set_options(options)
