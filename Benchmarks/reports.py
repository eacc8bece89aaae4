"""How long the first byte of a large build's pages takes, and what they weigh, in a project with 10,000 artifacts.

    python3 Benchmarks/reports.py PROGRAM [BUILD] [REQUESTS]

Uploads a build to a fresh server twice, the second time with a changed script, and copies the second artifact by SQL.
BUILD is an archive or a folder, for example that of a real application; without one, a build of 20,000 modules in ten
files. Then measures, after a restart: the artifact's page, all of its files, a search, a comparison, the artifacts and
the project's home. Prints one line of JSON: for each page `{"first": ms, "p50": ms, "p99": ms, "weight": bytes}`, where
`first` is the first request after the restart, which reads the stored files, and `weight` is the compressed page; and as
`assets` the compressed style sheet and script that it loads besides.
"""
import gzip
import hashlib
import io
import json
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
import time

from pages import MONTH, SESSION, first_bytes
from server import TOKEN, serving
from treemap import PROJECT, make_build

ARTIFACTS = 10_000
MODULES = 20_000
CHANGE = b"\nconsole.log('a change of the benchmark');\n"


def pack(build, target, change):
    """Writes an archive of the build; with the change at the end of its first script."""
    with tarfile.open(target, "w:gz", compresslevel=1) as packed:
        for name, data in members(build):
            if change and name.endswith(".js"):
                data, change = data + change, b""
            member = tarfile.TarInfo(name)
            member.size = len(data)
            packed.addfile(member, io.BytesIO(data))


def members(build):
    if build.is_dir():
        for path in sorted(path for path in build.rglob("*") if path.is_file()):
            yield str(path.relative_to(build)), path.read_bytes()
        return
    with tarfile.open(build) as archive:
        for member in archive:
            if member.isfile():
                yield member.name, archive.extractfile(member).read()


def upload(program, server, archive, commit):
    environment = {
        "PATH": os.environ["PATH"], "PERFSEE_TOKEN": TOKEN, "PERFSEE_URL": f"http://127.0.0.1:{server.port}"}
    flags = ["--project", PROJECT, "--branch", "main", "--commit", commit, "--wait"]
    subprocess.run(
        [program, "upload", str(archive), *flags], env=environment, check=True, stdout=subprocess.DEVNULL)


def fill(folder):
    """Copies of the second artifact on twenty branches, and a session of the administrator."""
    now = int(time.time() * 1000)
    db = sqlite3.connect(f"{folder}/bench.db")
    columns = [column[1] for column in db.execute("PRAGMA table_info(artifacts)") if column[1] != "row"]
    row = dict(zip(columns, db.execute(f"SELECT {', '.join(columns)} FROM artifacts WHERE id = 2").fetchone()))
    rows = [
        list({
            **row, "id": number, "branch": f"branch-{number % 20}", "hash": f"{number:040x}", "baseline": number - 1,
            "created_at": now + number}.values())
        for number in range(3, ARTIFACTS + 1)
    ]
    marks = ", ".join("?" * len(columns))
    db.executemany(f"INSERT INTO artifacts ({', '.join(columns)}) VALUES ({marks})", rows)
    db.execute("UPDATE projects SET artifact_count = ?", [ARTIFACTS])
    (admin,) = db.execute("SELECT id FROM accounts WHERE is_instance_admin LIMIT 1").fetchone()
    session = (hashlib.sha256(SESSION.encode()).digest(), admin, now, now + MONTH)
    db.execute("INSERT INTO sessions (hash, account, created_at, expires_at) VALUES (?, ?, ?, ?)", session)
    db.commit()
    db.close()


def fetch(server, path):
    """Milliseconds until the first byte, and the compressed page."""
    headers = {"Accept-Encoding": "gzip", "Sec-Fetch-Site": "same-origin", "Cookie": f"perfsee_session={SESSION}"}
    connection = server.connection(timeout=120)
    start = time.perf_counter()
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    packed = answer.read(1)
    took = (time.perf_counter() - start) * 1000
    packed += answer.read()
    connection.close()
    if answer.status != 200:
        sys.exit(f"{path} answers {answer.status}")
    text = gzip.decompress(packed) if answer.getheader("Content-Encoding") == "gzip" else packed
    return took, len(packed), text.decode()


def measure(server, requests):
    at = f"/{PROJECT}"
    pages = [
        f"{at}/artifacts/2", f"{at}/artifacts/2?all=assets", f"{at}/artifacts/2?q=lodash", f"{at}/compare/2...1",
        f"{at}/artifacts", f"{at}/artifacts?name=main", at,
    ]
    figures = {}
    for page in pages:
        first, weight, text = fetch(server, page)
        times = first_bytes(server, page, requests)
        figures[page] = {
            "first": round(first, 1), "p50": round(times[len(times) // 2], 1),
            "p99": round(times[len(times) * 99 // 100], 1), "weight": weight}
        if page == pages[0]:
            assets = re.findall(r'(?:href|src)="(/assets/[^"]+\.(?:css|js))"', text)
            figures["assets"] = sum(fetch(server, path)[1] for path in assets)
    return figures


def main():
    program = os.path.abspath(sys.argv[1])
    requests = int(sys.argv[3]) if len(sys.argv) > 3 else 200
    with tempfile.TemporaryDirectory() as folder:
        build = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 and sys.argv[2] else pathlib.Path(folder) / "dist"
        if not build.exists():
            build.mkdir()
            make_build(build, MODULES)
        with serving(program, folder) as server:
            server.call("/projects", {
                "id": PROJECT, "host": "Unknown", "namespace": "acme", "name": PROJECT, "isPublic": True})
            for number, change in enumerate([b"", CHANGE], 1):
                archive = pathlib.Path(folder) / f"{number}.tar.gz"
                pack(build, archive, change)
                upload(program, server, archive, str(number) * 40)
        fill(folder)
        with serving(program, folder, "--role", "api") as server:
            print(json.dumps(measure(server, requests)))


if __name__ == "__main__":
    main()
