"""Libraries as they are used: ``python library_clients.py NAME ORDER_FILE`` in a fresh process, the order in a file.

Prints the seconds that the call took; building the client is not counted in them.
"""

import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from minio import Minio

WORKERS = 8
PART = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Order:
    """Files to upload, each under ``prefix`` and its name."""

    endpoint: str
    access_key: str
    secret_key: str
    bucket: str
    prefix: str
    files: list[str]
    workers: int = WORKERS

    def key(self, path: str) -> str:
        return self.prefix + Path(path).name


def _minio_client(order: Order) -> "Minio":
    from minio import Minio

    return Minio(
        urlsplit(order.endpoint).netloc,
        access_key=order.access_key,
        secret_key=order.secret_key,
        secure=order.endpoint.startswith("https"),
        region="us-east-1",
    )


def minio(order: Order) -> Callable[[], object]:
    """``fput_object``, its parts or its files so many at a time."""
    client = _minio_client(order)
    parts_at_once = order.workers if len(order.files) == 1 else 1

    def send(path: str) -> object:
        return client.fput_object(
            order.bucket, order.key(path), path, part_size=PART, num_parallel_uploads=parts_at_once
        )

    def send_all() -> object:
        with ThreadPoolExecutor(order.workers) as pool:
            return list(pool.map(send, order.files))

    return send_all


def minio_loop(order: Order) -> Callable[[], object]:
    """What most people write: ``fput_object``, one file after the other."""
    client = _minio_client(order)
    return lambda: [client.fput_object(order.bucket, order.key(path), path) for path in order.files]


def boto3(order: Order) -> Callable[[], object]:
    """The transfer manager with so many threads."""
    sdk, transfer = import_module("boto3"), import_module("boto3.s3.transfer")
    config = import_module("botocore.config").Config(
        s3={"addressing_style": "path"}, max_pool_connections=order.workers + 2
    )
    client = sdk.client(
        "s3",
        endpoint_url=order.endpoint,
        aws_access_key_id=order.access_key,
        aws_secret_access_key=order.secret_key,
        region_name="us-east-1",
        config=config,
    )
    limits = transfer.TransferConfig(
        max_concurrency=order.workers, multipart_chunksize=PART, multipart_threshold=PART
    )

    def send_all() -> object:
        with transfer.create_transfer_manager(client, limits) as manager:
            futures = [manager.upload(path, order.bucket, order.key(path)) for path in order.files]
            return [future.result() for future in futures]

    return send_all


def obstore(order: Order) -> Callable[[], object]:
    """Unsigned payload, nothing checked: the fastest that is on the shelf."""
    library = import_module("obstore")
    store = import_module("obstore.store").S3Store(
        order.bucket,
        endpoint=order.endpoint,
        access_key_id=order.access_key,
        secret_access_key=order.secret_key,
        region="us-east-1",
        unsigned_payload=True,
        client_options={"allow_http": True},
    )
    parts_at_once = order.workers if len(order.files) == 1 else 1

    async def send_all() -> None:
        turn = asyncio.Semaphore(order.workers)

        async def send(path: str) -> None:
            async with turn:
                put: Awaitable[object] = library.put_async(
                    store, order.key(path), Path(path), chunk_size=PART, max_concurrency=parts_at_once
                )
                await put

        await asyncio.gather(*map(send, order.files))

    return lambda: asyncio.run(send_all())


LIBRARIES = {"minio": minio, "minio-loop": minio_loop, "boto3": boto3, "obstore": obstore}


def main(name: str, order_file: str) -> None:
    """Do the order in this file with this library."""
    send_all = LIBRARIES[name](Order(**json.loads(Path(order_file).read_text())))
    began = time.monotonic()
    send_all()
    print(time.monotonic() - began)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
