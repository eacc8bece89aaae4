"""How much memory half-sent bodies use, and how much is read of a refused one.

    python3 -m strangers.bodies PROGRAM
"""
import array
import contextlib
import fcntl
import socket
import sys
import tempfile
import termios
import time

from server import TOKEN, serving
from strangers.crowd import Crowd, room_for
from strangers.figures import skip, tell
from strangers.sockets import unread
from strangers.usage import MEGABYTE, Usage

SIZE = 1_000
# Of a body, and what of it is sent.
LENGTH, PART = 1_040_000, 1_030_000
# Seconds in which they are sent; none is waited for longer.
SENDING = 15
# Bytes that wait for a connection at most before anyone reads them, and that all bodies share.
WAITING, SHARED = 256 << 10, 64 << 20
# Megabytes that the server may grow by.
GROWTH = (SHARED + SIZE * WAITING) // MEGABYTE
# Bytes read of a body that was refused: the rest that is read after the answer, and a round of reads before it and at
# its end, since what was begun is not cut short.
SWALLOWED = (64 << 10) + 2 * WAITING
ENDLESS = 60

EVENT = b"POST /api/v1/projects/shop/events HTTP/1.1\r\nHost: perfsee.example\r\nContent-Type: application/json\r\n"
AUTHORIZED = f"Authorization: Bearer {TOKEN}\r\n".encode()
HALF = EVENT + AUTHORIZED + b"Content-Length: %d\r\n\r\n" % LENGTH + b" " * PART
CHUNK = b"4000\r\n" + b" " * 0x4000 + b"\r\n"


def half_sent(server):
    usage = Usage(server.process.pid)
    before, _ = usage.memory()
    with Crowd(server, SIZE, HALF) as crowd:
        crowd.attend(SENDING)
        waiting = len(crowd.silent)
    _, most = usage.memory()
    tell(f"{SIZE:,} events sent except for their end: peak memory", f"{most:.0f} MB",
         f"at most {before + GROWTH:.0f} ({GROWTH} more than before)", most <= before + GROWTH)
    answers = ", ".join(f"{count} x {status}" for status, count in sorted(crowd.statuses.items()))
    tell("  answered", answers or "none")
    tell("  without a response, because the server waits for the end", f"{waiting}")


def unsent(one):
    """Bytes that have not come to the other end."""
    count = array.array("i", [0])
    fcntl.ioctl(one, termios.TIOCOUTQ, count)
    return count[0]


def swallowed(server):
    """Bytes that the server reads of a body without end that nobody may send, and how long until it hangs up."""
    with contextlib.closing(socket.create_connection(("127.0.0.1", server.port))) as one:
        one.setblocking(False)
        here = one.getsockname()[1]
        sent = read = 0
        text = memoryview(EVENT + b"Transfer-Encoding: chunked\r\n\r\n")
        start = time.monotonic()
        while time.monotonic() < start + ENDLESS:
            try:
                count = one.send(text)
                sent, text = sent + count, text[count:] or memoryview(CHUNK)
            except BlockingIOError:
                time.sleep(0.01)
            except ConnectionError:
                return read, time.monotonic() - start
            # What is in neither kernel's hands. What is just on its way counts as read; once nobody reads nothing is.
            read = sent - unsent(one) - unread(server.port, here)
    return read, None


def refused(server):
    read, closed = swallowed(server)
    tell("an endless body, refused with 401: bytes read", f"{read / 1024:,.0f} KiB", f"at most {SWALLOWED >> 10} KiB: 64, and two rounds of reads",
         read <= SWALLOWED)
    tell("  connection closed", f"after {closed:.1f} s" if closed else f"not within {ENDLESS} s", "to close", closed)


def main():
    program = sys.argv[1]
    if not room_for(SIZE):
        return skip(f"{SIZE:,} connections, because this shell allows fewer (`ulimit -Hn`)")
    with tempfile.TemporaryDirectory() as folder, serving(program, folder) as server:
        server.project("shop")
        refused(server)
        half_sent(server)


if __name__ == "__main__":
    main()
