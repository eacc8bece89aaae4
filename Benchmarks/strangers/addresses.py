"""How many sockets webhooks use whose names have very many addresses, all of which swallow every packet.

    python3 -m strangers.addresses PROGRAM

As root, or where user namespaces are allowed: it needs a network of its own.
"""
import sys
import tempfile
import time

from server import serving
from strangers import names, network
from strangers.asker import Asker, expect
from strangers.figures import milliseconds, skip, tell
from strangers.sockets import leading_to
from strangers.usage import Usage

ADDRESSES = 1_500
WEBHOOKS, EACH = 3, 256
# A port that nobody listens at.
PORT = 9_999
# Sockets that one attempt, and all of them, may have.
OF_ATTEMPT, OF_ALL = 4, 1_024
# With what the process has open of its own, and with the look-ups.
ALL_FILES = OF_ALL + 256
# Seconds: an attempt ends after 30.
OF_ONE, BESIDE = 8, 35


def many(number):
    """Public addresses that lead nowhere."""
    return [bytes([12, number, place // 250, place % 250 + 1]) for place in range(ADDRESSES)]


def peaks(seconds, *counts):
    """The most of each that was counted within so many seconds."""
    end, most = time.monotonic() + seconds, [0 for _ in counts]
    while time.monotonic() < end:
        most = [max(pair) for pair in zip(most, (count() for count in counts))]
        time.sleep(0.05)
    return most


def sockets_out():
    return leading_to(PORT)


def webhook(server, number, event_type):
    server.call("/projects/shop/webhooks", {
        "url": f"http://many-{number}.example:{PORT}/", "eventType": event_type, "maxConcurrency": EACH,
        "retrySchedule": []})


def publish(server, event_type):
    server.call("/projects/shop/events", {"eventType": event_type, "payload": {}})


def measure(server):
    server.project("shop")
    webhook(server, 0, "shop:one")
    for number in range(1, WEBHOOKS + 1):
        webhook(server, number, "shop:many")
    publish(server, "shop:one")
    one, = peaks(OF_ONE, sockets_out)
    tell(f"a name with {ADDRESSES:,} addresses: sockets per attempt", f"{one}", f"at most {OF_ATTEMPT}",
         0 < one <= OF_ATTEMPT)
    for _ in range(EACH):
        publish(server, "shop:many")
    with Asker(lambda: expect(server.get("/healthz", timeout=10)), every=0.1) as health:
        out, files = peaks(BESIDE, sockets_out, Usage(server.process.pid).files)
    attempts = WEBHOOKS * EACH
    tell(f"{WEBHOOKS} x {EACH} such attempts: outgoing sockets", f"{out:,}", f"at least {attempts}, at most {OF_ALL:,}",
         attempts <= out <= OF_ALL)
    tell("  /healthz meanwhile, the slowest", milliseconds(health.slowest), "to stay under 1,000 ms")
    tell("  /healthz without a response", f"{len(health.failures)}", "none", not health.failures)
    tell("  all open sockets and files of the process", f"{files:,}", f"at most {ALL_FILES:,}",
         files <= ALL_FILES)
    tell("  the server", "lives" if server.process.poll() is None else "ended", "to live",
         server.process.poll() is None)


def main():
    program = sys.argv[1]
    if network.INSIDE not in sys.argv:
        network.enter("strangers.addresses", [program])
        return skip("names with many addresses, because that requires iproute2, and root or user namespaces")
    with tempfile.TemporaryDirectory() as folder:
        network.prepare(folder)
        names.serve(network.NAME_SERVER, {f"many-{number}.example": many(number) for number in range(WEBHOOKS + 1)})
        with serving(program, folder) as server:
            measure(server)


if __name__ == "__main__":
    main()
