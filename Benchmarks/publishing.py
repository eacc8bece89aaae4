"""What publishing over HTTP costs, from where a publisher stands: the program serves in a process of its own, the
publisher and the receiver are two others.

    python3 Benchmarks/publishing.py PROGRAM BENCH PART [--database URL] [--batch N] [--rate N] [--requests N]

PART is `whole` (from the request to the recorded delivery), `accept` (no webhook, next to /healthz), `single` (one
request at a time), `rate` (a steady rate, to the receipt) or `fanout` (one event for 1,000 webhooks). Prints the figures
as JSON.
"""
import argparse
import contextlib
import json
import os
import pathlib
import re
import struct
import subprocess
import tempfile
import time
import urllib.request

from server import TOKEN, serving

PROJECT = "bench"
FLAGS = ("--allow-network", "127.0.0.0/8", "--quota-events", "none", "--quota-event-bytes", "none")
# In seconds, until everything that was published is delivered.
PATIENCE = 300
TICKS = os.sysconf("SC_CLK_TCK")


class Receiver:
    def __init__(self, bench):
        self.process = subprocess.Popen([bench, "receiver"], stdout=subprocess.PIPE, text=True)
        self.url = f"http://127.0.0.1:{self.process.stdout.readline().strip()}"

    def get(self, path):
        with urllib.request.urlopen(self.url + path) as answer:
            return json.load(answer)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def cpu(process):
    """User and system time of a process, in seconds."""
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


class Stand:
    """A server with a project, and what is published to it."""

    def __init__(self, bench, server):
        self.bench, self.server = bench, server
        server.project(PROJECT)

    def webhook(self, url, path=f"/projects/{PROJECT}/webhooks"):
        self.server.call(path, {"url": url, "secret": "s" * 32, "eventType": "*", "maxConcurrency": 64})

    def publish(self, *words):
        words = [self.bench, "publish", "--port", str(self.server.port), "--token", TOKEN, "--project", PROJECT, *words]
        out = subprocess.run([str(word) for word in words], check=True, capture_output=True, text=True).stdout
        return json.loads(out.strip().splitlines()[-1])

    def unfinished(self):
        """How many deliveries wait or are on their way, whosever they are."""
        with contextlib.closing(self.server.connection()) as connection:
            connection.request("GET", "/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
            text = connection.getresponse().read().decode()
        return sum(float(count) for count in re.findall(r"^perfsee_queue_deliveries\{.*\} (\S+)", text, re.M))

    def wait(self, receiver, count):
        end = time.monotonic() + PATIENCE
        while receiver.get("/stats")["count"] < count or self.unfinished():
            if time.monotonic() > end:
                raise SystemExit(f"{receiver.get('/stats')['count']} of {count} were received")
            time.sleep(0.01)


@contextlib.contextmanager
def standing(chosen, **environment):
    with tempfile.TemporaryDirectory() as folder, changed(environment):
        with serving(chosen.program, folder, *FLAGS, database=chosen.database) as server:
            yield Stand(chosen.bench, server)


@contextlib.contextmanager
def changed(environment):
    before = dict(os.environ)
    os.environ.update(environment)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def whole(chosen):
    events = max(chosen.batch, 1)
    requests = chosen.requests or (40_000 // events)
    with standing(chosen) as stand, Receiver(chosen.bench) as receiver:
        stand.webhook(receiver.url)
        batch = ["--batch", chosen.batch, "--connections", 8] if chosen.batch else []
        warm = max(2_000 // events, 8)
        stand.publish("--requests", warm, *batch)
        stand.wait(receiver, warm * events)
        receiver.get("/reset")
        before, start = cpu(stand.server.process), time.monotonic()
        accepted = stand.publish("--requests", requests, *batch)
        stand.wait(receiver, requests * events)
        seconds = time.monotonic() - start
        used = cpu(stand.server.process) - before
        return {
            "perSecond": requests * events / seconds, "acceptedPerSecond": accepted["perSecond"] * events,
            "cpuMicroseconds": used / requests / events * 1e6,
        }


def cost(stand, requests, *words, counted=None):
    """CPU of a request in microseconds, or how many allocations it takes, and the rate."""
    stand.publish("--requests", requests // 4, *words)
    measure = counted or (lambda: cpu(stand.server.process) * 1e6)
    before = measure()
    rate = stand.publish("--requests", requests, *words)["perSecond"]
    return (measure() - before) / requests, rate


def accept(chosen):
    health = ("--get", "/healthz")
    requests = chosen.requests or 40_000
    with standing(chosen) as stand:
        publishing, rate = cost(stand, requests)
        asking, healthRate = cost(stand, requests, *health)
    figures = {"publish": publishing, "health": asking, "publishRate": rate, "healthRate": healthRate}
    library = counter()
    if library:
        with tempfile.NamedTemporaryFile() as file:
            with standing(chosen, LD_PRELOAD=library, ALLOCATIONS=file.name) as stand:
                counted = lambda: struct.unpack("@Q", pathlib.Path(file.name).read_bytes())[0]
                figures["publishAllocations"], _ = cost(stand, requests, counted=counted)
                figures["healthAllocations"], _ = cost(stand, requests, *health, counted=counted)
    return figures


def counter():
    """The library that counts allocations, built when it is first needed; None without a C compiler."""
    source = pathlib.Path(__file__).with_name("allocations.c")
    library = source.parent.parent / ".build" / "allocations.so"
    if not library.exists() or library.stat().st_mtime < source.stat().st_mtime:
        try:
            subprocess.run(["clang", "-O2", "-shared", "-fPIC", "-o", library, source], check=True)
        except FileNotFoundError:
            return None
    return str(library)


def single(chosen):
    requests = chosen.requests or 2_000
    with standing(chosen) as stand:
        words = ("--connections", 1, "--requests", requests)
        stand.publish(*words)
        health, publish = stand.publish(*words, "--get", "/healthz"), stand.publish(*words)
        return {"health": health["p50"], "publish": publish["p50"], "publishP99": publish["p99"]}


def rate(chosen):
    with standing(chosen) as stand, Receiver(chosen.bench) as receiver:
        stand.webhook(receiver.url)
        words = ("--rate", chosen.rate, "--requests")
        stand.publish(*words, chosen.rate * 2)
        stand.wait(receiver, chosen.rate * 2)
        receiver.get("/reset")
        answered = stand.publish(*words, chosen.rate * 8)
        stand.wait(receiver, chosen.rate * 8)
        receipts = receiver.get("/stats")
        return {"p50": receipts["p50"], "p99": receipts["p99"], "answerP50": answered["p50"], "answerP99": answered["p99"]}


# The webhooks of a project and of nine applications, as many as each may have.
OWNED, APPLICATIONS = 100, 9


def fanout(chosen):
    events = chosen.requests or 40
    with standing(chosen) as stand, Receiver(chosen.bench) as receiver:
        paths = [f"/projects/{PROJECT}/webhooks"]
        for number in range(APPLICATIONS):
            name = f"application-{number}"
            application = stand.server.call("/applications", {"name": name})
            stand.server.call(f"/projects/{PROJECT}/members", {"application": name, "role": "read"})
            paths.append(f"/applications/{application['id']}/webhooks")
        for path in paths:
            for _ in range(OWNED):
                stand.webhook(receiver.url, path)
        stand.publish("--requests", 2, "--connections", 1)
        stand.wait(receiver, 2 * OWNED * len(paths))
        receiver.get("/reset")
        before, start = cpu(stand.server.process), time.monotonic()
        stand.publish("--requests", events, "--connections", 4)
        stand.wait(receiver, events * OWNED * len(paths))
        seconds, deliveries = time.monotonic() - start, events * OWNED * len(paths)
        used = cpu(stand.server.process) - before
        return {"perSecond": deliveries / seconds, "cpuMicroseconds": used / deliveries * 1e6}


PARTS = {"whole": whole, "accept": accept, "single": single, "rate": rate, "fanout": fanout}


def main():
    parser = argparse.ArgumentParser(description="Measure publishing over HTTP.")
    parser.add_argument("program")
    parser.add_argument("bench")
    parser.add_argument("part", choices=PARTS)
    parser.add_argument("--database")
    for name in ("--batch", "--rate", "--requests"):
        parser.add_argument(name, type=int, default=0)
    chosen = parser.parse_args()
    print(json.dumps(PARTS[chosen.part](chosen)))


if __name__ == "__main__":
    main()
