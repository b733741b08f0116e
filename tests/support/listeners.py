"""What stands between a pusher and its database, on a port of loopback."""

import contextlib
import pathlib
import selectors
import socket
import threading


class Listener:
    """A thread that takes connections on a port of loopback."""

    def __init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        self.sockets: list[socket.socket] = []
        self.thread = threading.Thread(target=self._accept, daemon=True)
        self.thread.start()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self.listening.accept()
            except OSError:
                return
            self.sockets.append(client)
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError):
            self.serve(client)

    def serve(self, client: socket.socket) -> None:
        """What becomes of a connection, in a thread of its own."""
        raise NotImplementedError

    def stop(self) -> None:
        self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()
        self.thread.join()
        for each in self.sockets:
            each.close()


class Proxy(Listener):
    """Passes bytes on to a server's Unix socket, until it is told to hold still: those connections live on,
    and nothing comes through any more. Later ones pass."""

    def __init__(self, path: pathlib.Path) -> None:
        self.path = str(path)
        self.passing: list[threading.Event] = []
        super().__init__()

    def connect(self) -> socket.socket:
        server = socket.socket(socket.AF_UNIX)
        server.connect(self.path)
        self.sockets.append(server)
        return server

    def serve(self, client: socket.socket) -> None:
        server = self.connect()
        held = threading.Event()
        self.passing.append(held)
        with selectors.DefaultSelector() as selector:
            selector.register(client, selectors.EVENT_READ, server)
            selector.register(server, selectors.EVENT_READ, client)
            while not held.is_set():
                for key, _ in selector.select(0.05):
                    source = client if key.fileobj is client else server
                    data = source.recv(65536)
                    if not data:
                        client.shutdown(socket.SHUT_RDWR)
                        server.shutdown(socket.SHUT_RDWR)
                        return
                    if not held.is_set():
                        key.data.sendall(data)

    def hold(self, only: int | None = None) -> None:
        """All that there are, or the one that was taken at this place, counted from 0."""
        for held in self.passing if only is None else [self.passing[only]]:
            held.set()
