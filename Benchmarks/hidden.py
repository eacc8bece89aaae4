"""How often what is hidden takes longer to be refused than what is not there: half of the time, if time tells nothing.

    python3 Benchmarks/hidden.py PROGRAM [POSTGRES_URL]

Asks a server in pairs, over one connection that is kept, once for a project that the caller may not know of and once
for one that is not there; which of the two comes first alternates. Prints `{what was asked: share of slower pairs}`
as one line of JSON.
"""
import contextlib
import hashlib
import http.client
import json
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request

PAIRS = 4_000
# Caches are filled and statements compiled.
WARMING = 300
TOKEN = "a-token-that-is-long-enough-for-benchmarks"
SESSION = "session-of-the-benchmark"
# As long as each other.
HIDDEN, ABSENT = "hidden-project", "absent-project"


@contextlib.contextmanager
def serving(program, folder, database):
    """The server; its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [program, "serve", "--port", str(port), "--database", database, "--role", "api"]
    if database.startswith("sqlite:"):
        words += ["--blobs", f"{folder}/blobs"]
    environment = {**os.environ, "PERFSEE_ADMIN_TOKEN": TOKEN, "PERFSEE_SECRET_KEY": "A" * 43 + "="}
    process = subprocess.Popen(
        words, env=environment, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5):
                break
            time.sleep(0.1)
        yield http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    finally:
        process.terminate()
        process.wait()


def call(connection, path, body):
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    connection.request("POST", f"/api/v1{path}", json.dumps(body), headers)
    answer = connection.getresponse()
    text = answer.read()
    if answer.status != 201:
        sys.exit(f"{path} answers {answer.status}: {text.decode()}")
    return json.loads(text)


def once(connection, path, headers, status):
    start = time.perf_counter()
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    answer.read()
    if answer.status != status:
        sys.exit(f"{path} answers {answer.status}")
    return time.perf_counter() - start


def share(connection, path, headers, status):
    """The share of pairs in which what is hidden took longer."""
    slower = 0
    for turn in range(WARMING + PAIRS):
        order = (HIDDEN, ABSENT) if turn % 2 else (ABSENT, HIDDEN)
        took = {slug: once(connection, path.format(slug), headers, status) for slug in order}
        if turn >= WARMING:
            slower += took[HIDDEN] > took[ABSENT]
    return slower / PAIRS


def make_session(file, account):
    """A browser of an account that sees nothing."""
    with contextlib.closing(sqlite3.connect(file)) as db:
        now = int(time.time() * 1000)
        row = (hashlib.sha256(SESSION.encode()).digest(), account, now, now + 3_600_000)
        db.execute("INSERT INTO sessions (hash, account, created_at, expires_at) VALUES (?, ?, ?, ?)", row)
        db.commit()


def main():
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        database = sys.argv[2] if len(sys.argv) > 2 else f"sqlite:{folder}/bench.db"
        with serving(program, folder, database) as connection:
            for slug in (HIDDEN, "another-project"):
                call(connection, "/projects", {"id": slug, "host": "Unknown", "namespace": "acme", "name": slug})
            stranger = call(connection, "/applications", {"name": "stranger"})["id"]
            token = call(connection, "/tokens", {"name": "t", "scopes": ["admin"], "application": stranger})["token"]
            narrowed = {"name": "n", "scopes": ["admin"], "project": "another-project"}
            narrow = call(connection, "/tokens", narrowed)["token"]
            outside, inside = ({"Authorization": f"Bearer {text}"} for text in (token, narrow))
            asked = {
                "the project": ("/api/v1/projects/{}", outside, 404),
                "a webhook of it": ("/api/v1/projects/{}/webhooks/1", outside, 404),
                "with a token for another project": ("/api/v1/projects/{}", inside, 404),
                "its page, by nobody": ("/{}", {}, 303),
            }
            if database.startswith("sqlite:"):
                make_session(database.removeprefix("sqlite:"), stranger)
                asked["its page, signed in"] = ("/{}", {"Cookie": f"perfsee_session={SESSION}"}, 404)
            print(json.dumps({name: share(connection, *how) for name, how in asked.items()}))


if __name__ == "__main__":
    main()
