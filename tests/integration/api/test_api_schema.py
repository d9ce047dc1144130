"""Everything that the description of the API allows, and much that it does not: never a defect of ours."""

import warnings
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from lab.processes.served import Served
from lab.stores.s3probe import Probe

pytestmark = pytest.mark.filterwarnings("ignore")


def test_nothing_that_is_asked_meets_a_defect(tmp_path: Path, bucket: Probe) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import schemathesis

    with Served(tmp_path / "state", bucket.address) as served:
        job_id = served.send("known.bin", b"x")["jobId"]
        served.wait_for(job_id, "COMPLETED")
        token = {"Authorization": f"Bearer {served.api.token}"}
        schema = schemathesis.openapi.from_url(f"{served.api.address}/openapi.json")
        statuses: set[int] = set()
        for result in schema.get_all_operations():
            assert isinstance(result, schemathesis.core.result.Ok)
            operation = result.ok()
            if operation.path.endswith("/events"):
                continue  # it answers until the job ends

            @hypothesis.given(case=operation.as_strategy())
            @hypothesis.settings(
                max_examples=25,
                deadline=None,
                database=None,
                derandomize=True,
                suppress_health_check=list(hypothesis.HealthCheck),
                phases=[hypothesis.Phase.generate],
            )
            def ask(case: Any) -> None:
                answered = case.call(headers=token)
                statuses.add(answered.status_code)
                assert answered.status_code not in {500, 501, 502}, answered.text
                if answered.status_code >= 400:
                    assert answered.json()["error"]["message"]

            ask()
        assert {200, 400, 404} <= statuses
        served.until_nothing_is_staged()
