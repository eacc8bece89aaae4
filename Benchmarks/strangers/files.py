"""Whether the server stays up and serves with few files and many idle connections.

    python3 -m strangers.files PROGRAM [--seconds N]

At each limit of files ten clients work, first alone and then beside connections that ask nothing: 100 more of them
than the limit.
"""
import argparse
import contextlib
import tempfile
import time

from server import TOKEN, serving
from strangers.asker import Asker, expect
from strangers.crowd import Crowd, room_for
from strangers.figures import milliseconds, skip, tell
from strangers.usage import Usage

LIMITS = (256, 1_024, 4_096)
CLIENTS = 10
# Of each client, in seconds between requests.
PACE = 0.05
# How long the clients work alone, as a share of how long they do beside the crowd.
ALONE = 1 / 4


class Client(Asker):
    """Asks over one connection, for as long as the server keeps it."""

    def __init__(self, server):
        super().__init__(self.projects, PACE)
        self.connection = server.connection(timeout=10)

    def projects(self):
        self.connection.request("GET", "/api/v1/projects", headers={"Authorization": f"Bearer {TOKEN}"})
        answer = self.connection.getresponse()
        answer.read()
        expect(answer.status)


def share_of_core(usage, seconds):
    """What the process takes for so long."""
    start, before = time.monotonic(), usage.cpu()
    time.sleep(seconds)
    return (usage.cpu() - before) / (time.monotonic() - start)


def measure(program, limit, seconds):
    with tempfile.TemporaryDirectory() as folder, serving(program, folder, files=limit) as server:
        usage = Usage(server.process.pid)
        with contextlib.ExitStack() as stack:
            clients = [stack.enter_context(Client(server)) for _ in range(CLIENTS)]
            # What is done once, at the first request, is no part of it.
            time.sleep(1)
            alone = share_of_core(usage, seconds * ALONE)
            start, before = time.monotonic(), usage.cpu()
            with Crowd(server, limit + 100, b"") as crowd:
                crowd.attend(seconds)
                time.sleep(max(0, start + seconds - time.monotonic()))
                alive = server.process.poll() is None
                beside = (usage.cpu() - before) / (time.monotonic() - start) if alive else 0
        served = sum(not client.failures for client in clients)
        slowest = max(client.slowest for client in clients)
    crowded = f"{limit:,} files, {limit + 100:,} idle connections"
    tell(f"{crowded}: the server", "lives" if alive else "ended", "to live", alive)
    tell("  of ten clients, served without a failure", f"{served}", "all 10", served == CLIENTS)
    tell("  additional CPU, of a core", f"{beside - alone:+.1%}", f"at most 10% (alone {alone:.1%})")
    tell("  the slowest response to a client", milliseconds(slowest))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--seconds", type=float, default=60)
    chosen = parser.parse_args()
    for limit in LIMITS:
        if room_for(limit + 100):
            measure(chosen.program, limit, chosen.seconds)
        else:
            skip(f"{limit:,} files, because this shell allows fewer (`ulimit -Hn`)")


if __name__ == "__main__":
    main()
