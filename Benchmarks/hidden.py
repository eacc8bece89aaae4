"""How often a hidden resource takes longer to be refused than a missing one: half of the time, if the time reveals nothing.

    python3 Benchmarks/hidden.py PROGRAM [POSTGRES_URL]

Asks a server in pairs, over one connection that is kept, once for a project that the caller may not know of and once
for one that is not there; which of the two comes first alternates. Prints `{what was asked: share of slower pairs}`
as one line of JSON.
"""
import contextlib
import hashlib
import json
import sqlite3
import sys
import tempfile
import time

from server import TOKEN, serving

PAIRS = 4_000
# Caches are filled and statements compiled.
WARMING = 300
SESSION = "session-of-the-benchmark"
# As long as each other.
HIDDEN, ABSENT = "hidden-project", "absent-project"
# The first and the last of all projects: what stands before or behind them has one neighbor less to be looked up.
EDGES = ("a-project", "z-project")


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
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        database = sys.argv[2] if len(sys.argv) > 2 else f"sqlite:{folder}/bench.db"
        with serving(program, folder, "--role", "api", database=database) as server:
            for slug in (HIDDEN, "another-project", *EDGES):
                server.project(slug)
            stranger = server.call("/applications", {"name": "stranger"})["id"]
            token = server.call("/tokens", {"name": "t", "scopes": ["admin"], "application": stranger})["token"]
            narrowed = {"name": "n", "scopes": ["admin"], "project": "another-project"}
            narrow = server.call("/tokens", narrowed)["token"]
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
            connection = server.connection()
            print(json.dumps({name: share(connection, *how) for name, how in asked.items()}))


if __name__ == "__main__":
    main()
