"""The store: client, HTTP, TLS, responses, errors. The only place of minio and urllib3."""

import sys
from types import ModuleType

# Whoever imports minio also gets its client for administrators, and for that three libraries of cryptography that read C
# declarations as they are loaded: a tenth of the work of every start. Nothing here administers a store.
if "minio" not in sys.modules:
    sys.modules["minio.minioadmin"] = _none = ModuleType("minio.minioadmin", "Left out.")
    vars(_none)["MinioAdmin"] = None
