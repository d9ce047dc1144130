"""A holder that nobody calls pays nothing for the API."""

import subprocess
import sys

SERVER_SIDE = {"starlette", "uvicorn", "anyio", "h11", "prometheus_client", "python_multipart", "msgspec"}


def test_upload_imports_no_http_framework_before_somebody_connects() -> None:
    code = (
        "import sys, uploader_gui.headless.commands.upload, uploader_gui.headless.api.api\n"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert not SERVER_SIDE & set(out.split())
    assert "PySide6" not in out
