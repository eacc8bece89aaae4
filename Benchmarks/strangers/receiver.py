"""A receiver that answers 204 at once, and notes when each event came."""
import http.server
import json
import threading
import time


class Receiver(http.server.ThreadingHTTPServer):
    daemon_threads, request_queue_size = True, 128

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        # By the number in its payload.
        self.came = {}
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        at = time.monotonic()
        event = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.came.setdefault(event["payload"]["number"], at)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass
