"""What many slow bodies, slow heads and event streams from one address cost an administrator at the same address.

    python3 -m strangers.patience PROGRAM [--size N]
"""
import argparse
import tempfile

from server import TOKEN, serving
from strangers.asker import Asker
from strangers.browser import administrator
from strangers.crowd import Crowd, room_for
from strangers.figures import milliseconds, skip, tell

SIZE = 4_300
# Seconds between two bytes.
DRIP = 20
# Seconds after which what is still there is not waited for.
LONGEST = 45
# Seconds for which streams are held.
STREAMS = 15
# Streams that one token may have.
STREAMS_OF_TOKEN = 10

HOST = b"Host: perfsee.example\r\n"
SLOW = {
    "bodies": b"POST /sign-in HTTP/1.1\r\n" + HOST + b"Content-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 60000\r\n\r\n",
    "heads": b"GET / HTTP/1.1\r\n" + HOST + b"X-Slow: ",
}
STREAM = b"GET /api/v1/projects/shop/deliveries/stream HTTP/1.1\r\n" + HOST + \
    f"Authorization: Bearer {TOKEN}\r\n\r\n".encode()


def page(admin):
    return Asker(lambda: admin.see("/shop/deliveries", timeout=10), every=0.25)


def tell_page(asker, beside):
    tell(f"a page next to {beside}, the slowest of {len(asker.took)}", milliseconds(asker.slowest),
         "to stay under 1,000 ms")
    failed = len(asker.failures)
    tell("  pages that were not served", f"{failed}", "none", not failed)


def slow(server, admin, kind, size):
    with page(admin) as asker, Crowd(server, size, SLOW[kind]) as crowd:
        crowd.attend(LONGEST, drip_every=DRIP)
        left = len(crowd.sent)
        dropped = f"{left:,} still there" if left else f"{crowd.closed_at - crowd.began:.1f} s"
    tell_page(asker, f"{size:,} slow {kind}")
    tell("  until the last of them was dropped", dropped, "to stay under 30 s", not left)


def streams(server, admin, size):
    with page(admin) as asker, Crowd(server, size, STREAM) as crowd:
        crowd.attend(STREAMS)
        held = crowd.statuses[200]
    tell_page(asker, f"{size:,} event streams")
    tell("  of them, held by one token", f"{held}", f"at most {STREAMS_OF_TOKEN}", 0 < held <= STREAMS_OF_TOKEN)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--size", type=int, default=SIZE)
    chosen = parser.parse_args()
    if not room_for(chosen.size):
        return skip(f"{chosen.size:,} connections, because this shell allows fewer (`ulimit -Hn`)")
    with tempfile.TemporaryDirectory() as folder, serving(chosen.program, folder) as server:
        server.project("shop")
        admin = administrator(server)
        for kind in SLOW:
            slow(server, admin, kind, chosen.size)
        streams(server, admin, chosen.size)


if __name__ == "__main__":
    main()
