"""The server that a journey visits, and its helpers: a receiver, a build, API calls."""

import hmac
import http.server
import json
import os
import pathlib
import socketserver
import subprocess
import threading
import time
import urllib.error
import urllib.request

import database as databases

URL = os.environ["PERFSEE_TEST_URL"]
IS_POSTGRES = os.environ["PERFSEE_TEST_STORE"] == "postgres"
TOKEN = os.environ["PERFSEE_TEST_TOKEN"]
SIGN_IN_LINK = os.environ["PERFSEE_TEST_SIGN_IN_LINK"]
PROGRAM = os.environ["PERFSEE_TEST_PROGRAM"]
FOLDER = pathlib.Path(os.environ["PERFSEE_TEST_FOLDER"])
FAILURES = pathlib.Path(os.environ["PERFSEE_TEST_FAILURES"])
ROOT = pathlib.Path(os.environ["PERFSEE_TEST_ROOT"])

# The timeout of everything that a journey waits for, in seconds.
PATIENCE = 60


def call(method, path, body=None, token=TOKEN):
    """Calls the API; returns the answer's JSON, or None if there is none. Raises urllib's HTTPError for a refusal."""
    request = urllib.request.Request(URL + "/api/v1" + path, method=method)
    request.add_header("Authorization", f"Bearer {token}")
    data = None
    if body is not None:
        request.add_header("Content-Type", "application/json")
        data = json.dumps(body).encode()
    try:
        with urllib.request.urlopen(request, data, timeout=PATIENCE) as answer:
            text = answer.read()
    except urllib.error.HTTPError as refusal:
        refusal.add_note(refusal.read().decode(errors="replace"))
        raise
    return json.loads(text) if text else None


def upload(path, archive):
    """Sends a packed build as the plugins do; returns the answer's JSON."""
    request = urllib.request.Request(URL + "/api/v1" + path, archive, method="POST")
    request.add_header("Authorization", f"Bearer {TOKEN}")
    request.add_header("Content-Type", "application/octet-stream")
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.loads(answer.read())
    except urllib.error.HTTPError as refusal:
        refusal.add_note(refusal.read().decode(errors="replace"))
        raise


def until(ask, holds):
    """Calls `ask` repeatedly until its answer satisfies `holds`; returns that answer."""
    end = time.monotonic() + PATIENCE
    while not holds(answer := ask()):
        assert time.monotonic() < end, f"not within {PATIENCE} s: {json.dumps(answer)[:2000]}"
    return answer


def database():
    """The server's own database, for what cannot be waited for."""
    return databases.connect(os.environ["PERFSEE_TEST_DATABASE"], PATIENCE)


def perfsee(*arguments, token=TOKEN, status=0):
    """Runs the command line; returns its output. Raises if its exit status is another one."""
    environment = {"PATH": os.environ["PATH"], "PERFSEE_URL": URL, "PERFSEE_TOKEN": token}
    done = subprocess.run(
        [PROGRAM, *arguments], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == status, f"perfsee {' '.join(arguments)}: {done.stdout}{done.stderr}"
    return done.stdout


def build(
    name="dist", script="console.log('ferries leave at the full hour');\n" * 40, source="src/main.js", asset="main.js"
):
    """A small build like esbuild's output; returns its folder."""
    folder = FOLDER / name
    (folder / asset).parent.mkdir(parents=True, exist_ok=True)
    (folder / asset).write_text(script)
    (folder / "index.html").write_text('<!doctype html><script type="module" src="main.js"></script>')
    size = len(script)
    metafile = {
        "inputs": {source: {"bytes": size, "imports": []}},
        "outputs": {
            f"dist/{asset}": {
                "bytes": size,
                "imports": [],
                "exports": [],
                "entryPoint": source,
                "inputs": {source: {"bytesInOutput": size}},
            }
        },
    }
    (folder / "meta.json").write_text(json.dumps(metafile))
    return folder


class Receiver:
    """Receives deliveries on a free port; answers with the current `status`, `body` and `headers`, after `delay`
    seconds. With a `secret` it refuses what is not signed with it, as the public guide's receivers do."""

    def __init__(self):
        self.secret = None
        self.status = 204
        self.delay = 0
        self.body = b""
        self.headers = {}
        self.requests = []
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                receiver.requests.append((dict(self.headers), body))
                if receiver.delay:
                    time.sleep(receiver.delay)
                status = receiver.status if receiver.trusts(self.headers, body) else 401
                self.send_response(status)
                for name, value in receiver.headers.items():
                    self.send_header(name, value)
                if status != 204:
                    self.send_header("Content-Length", str(len(receiver.body)))
                self.end_headers()
                if status != 204:
                    self.wfile.write(receiver.body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def trusts(self, headers, body):
        if not self.secret:
            return True
        own = hmac.new(self.secret.encode(), body, "sha256").hexdigest()
        return headers["X-Perfsee-Signature-256"] == f"sha256={own}"


class Babbler:
    """Answers every request with something that is not HTTP."""

    def __init__(self):
        class Handler(socketserver.BaseRequestHandler):
            def handle(self):
                self.request.recv(65536)
                self.request.sendall(b"220 mail.example ESMTP ready\r\n\r\n")

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/mail"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
