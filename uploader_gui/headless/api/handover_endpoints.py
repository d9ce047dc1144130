"""The two calls by which another process of ours hands over what it was asked to do."""

from starlette.requests import Request
from starlette.responses import Response

from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.plan import MIB
from uploader_gui.headless.api.backend import Backend
from uploader_gui.headless.api.errors import answer, bad_request
from uploader_gui.headless.api.event_stream import stream
from uploader_gui.headless.api.handover_run import HandoverRun
from uploader_gui.headless.runs.handover_messages import Handover, read_handover

# A command line has two megabytes at most on Linux.
_LARGEST = 16 * MIB


async def begin(backend: Backend, request: Request) -> Response:
    """Carry out what is handed over, and stream what happens; its id is the caller's choice."""
    handover = await _handover(request)
    run_id = str(request.path_params["run_id"])
    if run_id in backend.interrupts:
        raise bad_request("A run of this id is under way.")
    return stream(HandoverRun(backend, run_id, handover).events())


async def interrupt(backend: Backend, request: Request) -> Response:
    """Pause what was begun by handing it over."""
    pause = backend.interrupts.get(str(request.path_params["run_id"]))
    if pause is None:
        return answer(ErrorCode.NOT_FOUND, "No such run is under way.")
    pause()
    return Response(status_code=204)


async def _handover(request: Request) -> Handover:
    body = bytearray()
    async for data in request.stream():
        body += data
        if len(body) > _LARGEST:
            raise bad_request("What was handed over is too large.")
    return read_handover(bytes(body))
