"""A server of our own on loopback, for as long as something is measured."""
import contextlib
import http.client
import json
import os
import resource
import socket
import subprocess
import sys
import time

TOKEN = "a-token-that-is-long-enough-for-benchmarks"
# PostgreSQL wants a key that is given; SQLite takes it as well.
KEY = "A" * 43 + "="
# Seconds until a server that has been started has to be ready.
START = 30


class Server:
    def __init__(self, process, port, folder):
        self.process, self.port, self.folder = process, port, folder

    def connection(self, timeout=30, source="127.0.0.1"):
        """One that is kept for as long as the caller keeps it."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout, source_address=(source, 0))

    def get(self, path, headers={}, timeout=30):
        """The status, over a connection of its own."""
        with contextlib.closing(self.connection(timeout)) as connection:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            answer.read()
            return answer.status

    def call(self, path, body, connection=None):
        """Has the administrator post something; what was answered."""
        headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
        with contextlib.nullcontext(connection) if connection else contextlib.closing(self.connection()) as used:
            used.request("POST", f"/api/v1{path}", json.dumps(body), headers)
            answer = used.getresponse()
            text = answer.read()
        if not 200 <= answer.status < 300:
            sys.exit(f"{path} answers {answer.status}: {text.decode()}")
        return json.loads(text)

    def project(self, slug):
        self.call("/projects", {"id": slug, "host": "Unknown", "namespace": "acme", "name": slug})

    def ready(self):
        with contextlib.suppress(OSError, http.client.HTTPException):
            return self.get("/readyz", timeout=5) == 200


@contextlib.contextmanager
def serving(program, folder, *flags, database=None, files=None):
    """The server over what is in the folder. `files` is its limit of open files, soft and hard."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    database = database or f"sqlite:{folder}/bench.db"
    words = [os.path.abspath(program), "serve", "--port", str(port), "--database", database, *flags]
    if database.startswith("sqlite:"):
        words += ["--blobs", f"{folder}/blobs"]
    environment = {**os.environ, "PERFSEE_ADMIN_TOKEN": TOKEN, "PERFSEE_SECRET_KEY": KEY}
    with open(f"{folder}/log", "ab") as log:
        process = subprocess.Popen(
            words, env=environment, cwd=folder, stdout=log, stderr=log,
            preexec_fn=files and (lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))))
    server = Server(process, port, folder)
    try:
        end = time.monotonic() + START
        while not server.ready():
            if process.poll() is not None or time.monotonic() > end:
                with open(f"{folder}/log", errors="replace") as log:
                    sys.exit(f"The server did not start: {log.read()[-500:]}")
            time.sleep(0.1)
        yield server
    finally:
        process.terminate()
        process.wait()
