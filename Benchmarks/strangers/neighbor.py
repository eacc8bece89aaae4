"""How long another project's healthy webhook waits next to five whose receivers respond with 200 as late as they can.

    python3 -m strangers.neighbor PROGRAM [--seconds N]
"""
import argparse
import contextlib
import tempfile
import time

from server import serving
from strangers.figures import milliseconds, tell
from strangers.late import LateReceivers
from strangers.receiver import Receiver

WEBHOOKS, EACH, LATE = 5, 256, 28
# Enough that there are always more to send.
EVENTS = 500
# Seconds between the healthy one's events; with 30 s there are 300.
PACE = 0.1
# Seconds in which the late ones take what they get.
TAKING = 3
LONGEST = 45


def slow_project(server, ports):
    server.project("busy")
    for port in ports:
        server.call("/projects/busy/webhooks", {
            "url": f"http://127.0.0.1:{port}/", "maxConcurrency": EACH, "retrySchedule": []})
    with contextlib.closing(server.connection()) as connection:
        for number in range(EVENTS):
            publish(server, connection, "busy", number)


def publish(server, connection, project, number):
    event = {"eventType": f"{project}:made", "payload": {"number": number}}
    server.call(f"/projects/{project}/events", event, connection)


def waits(server, receiver, seconds):
    """Seconds from publish to receipt of each event, None of those that did not come."""
    server.project("other")
    server.call("/projects/other/webhooks", {"url": receiver.url})
    sent = []
    with contextlib.closing(server.connection()) as connection:
        start = time.monotonic()
        while (now := time.monotonic()) < start + seconds:
            sent.append(now)
            publish(server, connection, "other", len(sent) - 1)
            time.sleep(max(0, start + len(sent) * PACE - time.monotonic()))
    end = time.monotonic() + LONGEST
    while len(receiver.came) < len(sent) and time.monotonic() < end:
        time.sleep(0.1)
    return [receiver.came[number] - at if number in receiver.came else None for number, at in enumerate(sent)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--seconds", type=float, default=30)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        with serving(chosen.program, folder, "--allow-network", "127.0.0.0/8") as server:
            with LateReceivers(WEBHOOKS, LATE) as ports:
                slow_project(server, ports)
                time.sleep(TAKING)
                found = waits(server, Receiver(), chosen.seconds)
    came = sorted(wait for wait in found if wait is not None)
    tell(f"next to another project's {WEBHOOKS} x {EACH} exchanges of {LATE} s: p50", milliseconds(came[len(came) // 2]))
    tell("  p99", milliseconds(came[len(came) * 99 // 100]), "to stay under 100 ms")
    tell("  the slowest", milliseconds(came[-1]))
    tell(f"  of {len(found)}, received", f"{len(came)}", "all", len(came) == len(found))


if __name__ == "__main__":
    main()
