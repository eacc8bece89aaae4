"""A crowd: many connections from one address that all begin with the same bytes."""
import collections
import contextlib
import resource
import selectors
import socket
import time

PIECE = 1 << 18


class Crowd:
    def __init__(self, server, size, first):
        self.server, self.size, self.first = server, size, memoryview(first)
        self.selector = selectors.DefaultSelector()
        # How many bytes of the first each has sent.
        self.sent = {}
        self.statuses = collections.Counter()
        self.silent = set()
        # When the last of those that were closed was.
        self.closed_at = None

    def __enter__(self):
        self.began = time.monotonic()
        for _ in range(self.size):
            self.join()
        return self

    def __exit__(self, *_):
        for one in list(self.sent):
            self.leave(one)
        self.selector.close()

    def join(self):
        one = socket.create_connection(("127.0.0.1", self.server.port), timeout=10)
        one.setblocking(False)
        self.sent[one] = 0
        self.silent.add(one)
        self.selector.register(one, selectors.EVENT_READ)
        self.send(one)

    def leave(self, one):
        self.selector.unregister(one)
        del self.sent[one]
        self.silent.discard(one)
        one.close()
        self.closed_at = time.monotonic()

    def send(self, one):
        """What is left of the first bytes, as far as it is taken."""
        with contextlib.suppress(BlockingIOError):
            while self.sent[one] < len(self.first):
                start = self.sent[one]
                try:
                    self.sent[one] += one.send(self.first[start:start + PIECE])
                except ConnectionError:
                    # What was answered before may still be read.
                    self.sent[one] = len(self.first)
        more = self.sent[one] < len(self.first)
        self.selector.modify(one, selectors.EVENT_READ | (selectors.EVENT_WRITE if more else 0))

    def read(self, one):
        try:
            text = one.recv(1 << 16)
        except BlockingIOError:
            return
        except OSError:
            text = b""
        if not text:
            return self.leave(one)
        if one in self.silent and text.startswith(b"HTTP/1.1 "):
            self.silent.remove(one)
            self.statuses[int(text[9:12])] += 1

    def drip(self):
        """One byte more of each."""
        for one in self.sent:
            with contextlib.suppress(OSError):
                one.send(b"a")

    def attend(self, seconds, drip_every=None):
        """Sends and reads for so long, or until all were closed."""
        end = time.monotonic() + seconds
        next_drip = time.monotonic() + (drip_every or seconds)
        while self.sent and (left := end - time.monotonic()) > 0:
            if time.monotonic() > next_drip:
                self.drip()
                next_drip += drip_every or seconds
            for key, events in self.selector.select(min(left, 0.2)):
                if events & selectors.EVENT_WRITE:
                    self.send(key.fileobj)
                if events & selectors.EVENT_READ:
                    self.read(key.fileobj)


def room_for(size):
    """Whether this process may have so many connections; takes what it may have."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard == resource.RLIM_INFINITY or hard > size + 100
