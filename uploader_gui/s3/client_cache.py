"""Clients for the stores that jobs go to, and what was learned about each store."""

import functools
import threading
from collections.abc import Callable

from uploader_gui.domain.job import Destination
from uploader_gui.domain.profile import Connection
from uploader_gui.s3.client import S3Client
from uploader_gui.s3.learned_traits import LearnedTraits

Connect = Callable[[Destination], Connection]


class ClientCache:
    """One client for each connection in use; any thread.

    ``connect`` gives the keys for a destination, and raises UploaderError CREDENTIALS_MISSING if there are
    none for its endpoint. It is asked each time, so that keys replaced meanwhile are used from then on.
    ``was_store`` says of an endpoint whether a store has ever answered a job there. ``traits`` is what all clients
    know of their stores.
    """

    def __init__(
        self, connect: Connect, was_store: Callable[[str], bool], traits: LearnedTraits | None = None
    ) -> None:
        self._connect = connect
        self._was_store = was_store
        self._clients: dict[Connection, S3Client] = {}
        self.traits = traits or LearnedTraits()
        self._lock = threading.Lock()

    def connection(self, destination: Destination) -> Connection:
        """The keys for a destination as they are now."""
        return self._connect(destination)

    def client(self, destination: Destination) -> S3Client:
        """The client for a destination."""
        connection = self._connect(destination)
        with self._lock:
            client = self._clients.get(connection)
            if client is None:
                client = self._clients[connection] = S3Client(
                    connection,
                    was_store=functools.partial(self._was_store, connection.endpoint),
                    traits=self.traits,
                )
            return client

    def close(self) -> None:
        """Close all connections."""
        with self._lock:
            clients, self._clients = list(self._clients.values()), {}
        for client in clients:
            client.close()
