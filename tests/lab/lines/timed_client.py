"""How long the program itself waits for answers: a proxy sees requests when it gets round to them."""

import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from uploader_gui.domain.errors import StoreError
from uploader_gui.s3.answers.responses import PartResponse, PutResponse
from uploader_gui.s3.client import S3Client


class Unanswered:
    """For each part, 0 being a whole object, the seconds that each sending of it took that failed, in order."""

    def __init__(self) -> None:
        self.of: defaultdict[int, list[float]] = defaultdict(list)

    def client_class(self) -> type[S3Client]:
        """A client that notes them here."""
        noted = self

        class TimedClient(S3Client):
            def send_part(
                self, bucket: str, key: str, upload_id: str, number: int, *body: Any, **how: Any
            ) -> PartResponse:
                with noted._timing(number):
                    return super().send_part(bucket, key, upload_id, number, *body, **how)

            def put_object(self, bucket: str, key: str, *body: Any, **how: Any) -> PutResponse:
                with noted._timing(0):
                    return super().put_object(bucket, key, *body, **how)

        return TimedClient

    @contextmanager
    def _timing(self, number: int) -> Iterator[None]:
        began_s = time.monotonic()
        try:
            yield
        except StoreError:
            self.of[number].append(time.monotonic() - began_s)
            raise
