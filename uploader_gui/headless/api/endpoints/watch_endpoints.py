"""The calls about watched folders. They are set up in the window, the settings file or by ``watch``: not from elsewhere,
as a folder's files may be deleted after their uploads.
"""

import asyncio
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.headless.api.backend import Backend
from uploader_gui.headless.api.errors import answer, bad_request
from uploader_gui.headless.api.json_body import json_fields
from uploader_gui.headless.output.watch_json import watch_object
from uploader_gui.storage.settings.settings import SavedSettings

_IS_ON = "isOn"


async def list_watch_folders(backend: Backend, _request: Request) -> Response:
    """All of them, as they are now."""
    statuses = backend.runtime.watching.statuses()
    return JSONResponse({"watchFolders": [watch_object(status) for status in statuses]})


async def change(backend: Backend, request: Request) -> Response:
    """Switch a saved one on or off."""
    watch_id = str(request.path_params["watch_id"])
    fields = await json_fields(request, (_IS_ON,))
    is_on = fields.get(_IS_ON)
    if not isinstance(is_on, bool):
        raise bad_request(MessageCode.FIELD_IS_FLAG, field=_IS_ON)
    if all(watch.watch_id != watch_id for watch in backend.runtime.saved.watch_folders):
        return answer(ErrorCode.NOT_FOUND, message(MessageCode.WATCH_UNKNOWN))

    def edit(there: SavedSettings) -> SavedSettings:
        watches = (
            replace(watch, is_on=is_on) if watch.watch_id == watch_id else watch
            for watch in there.watch_folders
        )
        return replace(there, watch_folders=tuple(watches))

    await asyncio.to_thread(backend.runtime.change, edit)
    return Response(status_code=204)
