"""How long the first byte of each page takes, with 100 projects, 10,000 artifacts and 1,000,000 deliveries, and of a
project with another 10,000 artifacts of 100 packages each.

    python3 Benchmarks/pages.py PROGRAM [REQUESTS]

Starts the program on a fresh database, which is then filled by SQL; half of all deliveries are one project's, whose
pages are the ones that are measured. Prints `{page: {"p50": ms, "p99": ms}}` as one line of JSON.
"""
import hashlib
import json
import pathlib
import random
import sqlite3
import struct
import sys
import tempfile
import time

from server import serving

PROJECTS = 100
ARTIFACTS = 10_000
DELIVERIES = 1_000_000
DELIVERIES_OF_AN_EVENT = 10
MONTH = 30 * 86_400_000
SESSION = "session-of-the-benchmark"
DELIVERED, FAILED = 2, 3
# One project with many artifacts, of which every second is on its baseline branch.
LONG_PROJECT = "long-history"
LONG_ARTIFACTS = 10_000
PACKAGES_OF_AN_ARTIFACT = 100
# A commit that was never built.
ABSENT = "f" * 40


def make_projects(server):
    for number in range(PROJECTS):
        slug = f"project-{number}"
        server.project(slug)
        for url in ("https://a.example/hook", "https://b.example/hook"):
            server.call(f"/projects/{slug}/webhooks", {"url": url})
    server.project(LONG_PROJECT)


def fill(folder):
    """Artifacts, deliveries and a session of the administrator, by SQL; the ids of what the pages show."""
    now = int(time.time() * 1000)
    db = sqlite3.connect(f"{folder}/bench.db")
    numbers = [number for (number,) in db.execute(
        "SELECT number FROM projects WHERE slug <> ? ORDER BY number", [LONG_PROJECT])]
    hooks = {}
    for webhook, project in db.execute("SELECT id, project FROM webhooks ORDER BY id"):
        hooks.setdefault(project, []).append(webhook)
    fill_artifacts(db, numbers, now)
    fill_history(db, now)
    last = fill_deliveries(db, numbers, hooks, now)
    (admin,) = db.execute("SELECT id FROM accounts WHERE is_instance_admin LIMIT 1").fetchone()
    session = (hashlib.sha256(SESSION.encode()).digest(), admin, now, now + MONTH)
    db.execute("INSERT INTO sessions (hash, account, created_at, expires_at) VALUES (?, ?, ?, ?)", session)
    db.commit()
    db.close()
    report = pathlib.Path(folder) / "blobs" / "reports" / "bench.json"
    report.parent.mkdir(parents=True, exist_ok=True)
    size = {"raw": 200_000, "gzip": 60_000, "brotli": 50_000}
    audits = [{"id": f"a{n}", "title": "An audit", "desc": "What it says", "score": n % 4} for n in range(15)]
    entry = {"name": "main", "size": size, "initialSize": size, "score": 80, "audits": audits}
    assets = [{"ref": n, "name": f"asset-{n}.js", "type": "js", "size": size} for n in range(200)]
    report.write_text(json.dumps({"entryPoints": [entry], "assets": assets}))
    return hooks[numbers[0]][0], last


def fill_artifacts(db, numbers, now):
    each = ARTIFACTS // len(numbers)
    rows = [
        (project, n + 1, f"branch-{n % 20}", "main", f"{project:020x}{n:020x}", n % 40 + 60, 200_000 + n, 60_000,
         50_000, n or None, "baseline-branch" if n else None, now - MONTH + n * MONTH // each)
        for project in numbers for n in range(each)
    ]
    db.executemany(
        """INSERT INTO artifacts (project, id, branch, name, hash, score, size_raw, size_gzip, size_brotli, baseline,
           baseline_rule, created_at, status, duration, build_key, entry_points, warnings, report_key, content_key,
           analysis_version)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'Passed', 900, 'builds/x', '[]', '[]', 'reports/bench.json',
           'contents/bench.json', 1)""", rows)
    db.execute("UPDATE projects SET artifact_count = ?", [each])


def fill_history(db, now):
    """The project with many artifacts. What a version before packages were recorded does not have is left out."""
    (project,) = db.execute("SELECT number FROM projects WHERE slug = ?", [LONG_PROJECT]).fetchone()
    entries = json.dumps([
        {"name": name, "score": 80, "size": {"raw": 200_000, "gzip": 60_000, "brotli": 50_000},
         "initialSize": {"raw": 100_000, "gzip": 30_000, "brotli": 25_000}} for name in ("app", "admin", "docs")])
    rows = [
        (project, n + 1, f"feature-{n % 500}" if n % 2 else "main", "main", f"{n:040x}", n % 40 + 60, 200_000 + n,
         60_000, 50_000, now - MONTH + n * MONTH // LONG_ARTIFACTS, entries) for n in range(LONG_ARTIFACTS)
    ]
    db.executemany(
        """INSERT INTO artifacts (project, id, branch, name, hash, score, size_raw, size_gzip, size_brotli, created_at,
           entry_points, status, duration, build_key, warnings, report_key, content_key, analysis_version)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'Passed', 900, 'builds/x', '[]', 'reports/bench.json',
           'contents/bench.json', 1)""", rows)
    db.execute("UPDATE projects SET artifact_count = ? WHERE number = ?", [LONG_ARTIFACTS, project])
    if not has_history(db):
        return
    # Every tenth artifact has another package than the one before.
    db.executemany(
        """INSERT INTO artifact_packages (artifact, project, package, versions, copies, raw, gzip, brotli)
           SELECT row, project, ?, '["1.2.3"]', 1 + (id % 1000 > 500), 2000 + id % 7, 700, 600 FROM artifacts
           WHERE project = ?""", [(f"package-{n}", project) for n in range(PACKAGES_OF_AN_ARTIFACT - 1)])
    db.execute(
        """INSERT INTO artifact_packages (artifact, project, package, versions, copies, raw, gzip, brotli)
           SELECT row, project, 'turn-' || (id / 10), '[]', 1, 900, 300, 200 FROM artifacts WHERE project = ?""",
        [project])
    db.execute(
        """INSERT INTO package_lists (artifact, total, digest)
           SELECT row, ?, id / 10 * 2 + (id % 1000 > 500) FROM artifacts WHERE project = ?""",
        [PACKAGES_OF_AN_ARTIFACT, project])


def has_history(db):
    return bool(db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'artifact_packages'").fetchall())


def long_pages(folder):
    """The pages of the project with many artifacts."""
    home = f"/{LONG_PROJECT}"
    pages = [home, f"{home}/artifacts", f"{home}/artifacts?before=5000"]
    db = sqlite3.connect(f"{folder}/bench.db")
    if has_history(db):
        history = f"{home}/history"
        pages += [
            history, f"{history}?branch=*", f"{history}?before=5000", f"{history}?entry=admin",
            f"{history}?package=package-7", f"{history}?package=package-7&branch=*", "/packages/package-7",
            "/packages/never-shipped",
        ]
    db.close()
    return pages


def fill_deliveries(db, numbers, hooks, now):
    """Every second one is the first project's. The id of its last."""
    body = b'{"eventType":"bench:event","payload":{}}'
    events, deliveries, attempts = [], [], []
    last = b""
    for event in range(1, DELIVERIES // DELIVERIES_OF_AN_EVENT + 1):
        place = 0 if event % 2 else event // 2 % len(numbers)
        at = now - MONTH + event * MONTH // (DELIVERIES // DELIVERIES_OF_AN_EVENT) - 1
        events.append((event, numbers[place], "bench:event", body, at))
        for turn in range(DELIVERIES_OF_AN_EVENT):
            high = at << 16 | 0x7000 | random.getrandbits(12)
            key = struct.pack(">QQ", high, 1 << 63 | random.getrandbits(62))
            last = key if place == 0 else last
            state = FAILED if turn == 7 else DELIVERED
            webhook = hooks[numbers[place]][turn % 2]
            deliveries.append((key, numbers[place], webhook, event, "bench:event", state, 1, at, at))
            attempts.append((key, 1, at, at + 80, "https://a.example/hook", "{}", 500 if turn == 7 else 204, 80.0))
    owner = "owner" if "owner" in [row[1] for row in db.execute("PRAGMA table_info(deliveries)")] else "project"
    db.executemany(
        f"INSERT INTO events (id, {owner}, event_type, body, created_at) VALUES (?, ?, ?, ?, ?)", events)
    db.executemany(
        f"""INSERT INTO deliveries (id, {owner}, webhook, event, event_type, state, attempt_count, created_at,
           updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""", deliveries)
    db.executemany(
        """INSERT INTO attempts (delivery, number, start_time, end_time, url, request_headers, status, total)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)""", attempts)
    text = last.hex()
    return "-".join([text[:8], text[8:12], text[12:16], text[16:20], text[20:]])


def stamp(days):
    """So many days ago, as a browser's field for a time writes it."""
    return time.strftime("%Y-%m-%dT%H:%M", time.gmtime(time.time() - days * 86_400))


def first_bytes(server, path, requests):
    """Milliseconds until the first byte of the body, over one connection that is kept, slowest last; as a browser asks
    that takes gzip and is on a page of the server."""
    cookie = {} if path == "/sign-in" else {"Cookie": f"perfsee_session={SESSION}"}
    headers = {"Accept-Encoding": "gzip", "Sec-Fetch-Site": "same-origin", **cookie}
    connection = server.connection()
    times = []
    for _ in range(requests + 5):
        start = time.perf_counter()
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read(1)
        times.append((time.perf_counter() - start) * 1000)
        answer.read()
        if answer.status != 200:
            sys.exit(f"{path} answers {answer.status}")
    # The first few fill caches and compile statements.
    return sorted(times[5:])


def main():
    program, requests = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 200
    with tempfile.TemporaryDirectory() as folder:
        with serving(program, folder, "--role", "api") as server:
            make_projects(server)
        webhook, delivery = fill(folder)
        home, settings = "/project-0", "/project-0/settings"
        week = f"since={stamp(14)}&until={stamp(7)}"
        pages = [
            "/", "/?q=project-9", home, f"{home}?branch=branch-3", f"{home}/artifacts",
            f"{home}/artifacts?branch=branch-3", f"{home}/artifacts?name=main", f"{home}/artifacts?hash={ABSENT}",
            f"{home}/artifacts?branch=branch-3&name=main", f"{home}/artifacts/50", f"{home}/deliveries",
            f"{home}/deliveries?state=failed", f"{home}/deliveries?state=pending", f"{home}/deliveries?{week}",
            f"{home}/deliveries?eventType=bench:event", f"{home}/deliveries?eventType=never:sent",
            f"{home}/deliveries?webhook={webhook}", f"{home}/deliveries?webhook={webhook}&state=failed",
            f"{home}/deliveries?webhook={webhook}&eventType=bench:event&{week}", f"{home}/deliveries/{delivery}",
            settings, f"{settings}/webhooks", f"{settings}/webhooks/new", f"{settings}/webhooks/{webhook}",
            f"{settings}/webhooks/{webhook}/deliveries",
            f"{settings}/members", f"{settings}/tokens", "/admin", "/account", "/sign-in",
        ] + long_pages(folder)
        figures = {}
        with serving(program, folder, "--role", "api") as server:
            for page in pages:
                times = first_bytes(server, page, requests)
                name = page.replace(delivery, "{id}").replace(week, "{a week}").replace(ABSENT, "{hash}")
                figures[name] = {"p50": times[len(times) // 2], "p99": times[len(times) * 99 // 100]}
        print(json.dumps(figures))


if __name__ == "__main__":
    main()
