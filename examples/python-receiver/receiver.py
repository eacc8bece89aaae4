"""Receives Perfsee's webhooks, verifies them with the Standard Webhooks library, and prints the events.

    pip install standardwebhooks
    PERFSEE_WEBHOOK_SECRET=... PORT=3000 python3 receiver.py
"""

import base64
import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

MAXIMUM_BODY_BYTES = 2 * 1024 * 1024


def library_secret(secret: str) -> str:
    """The library base64-decodes every secret, so a secret without whsec_ has to be encoded first."""
    return secret if secret.startswith("whsec_") else base64.b64encode(secret.encode()).decode()


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    webhook: Webhook
    seen: set[str] = set()

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        if length > MAXIMUM_BODY_BYTES:
            return self.answer(413)
        body = self.rfile.read(length)
        try:
            event = self.webhook.verify(body, {name.lower(): value for name, value in self.headers.items()})
        except WebhookVerificationError as error:
            print(f"refused: {error}", file=sys.stderr)
            return self.answer(401)
        self.answer(204)
        delivery = self.headers["X-Perfsee-Delivery"]
        if delivery not in self.seen:
            self.seen.add(delivery)
            print(f"verified: {delivery} {event['eventType']}", flush=True)

    def answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        """Not needed: each event is already printed."""


if __name__ == "__main__":
    secret = os.environ.get("PERFSEE_WEBHOOK_SECRET")
    if not secret:
        sys.exit("PERFSEE_WEBHOOK_SECRET is not set.")
    Receiver.webhook = Webhook(library_secret(secret))
    server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "3000"))), Receiver)
    print(f"listening on http://127.0.0.1:{server.server_port}/", flush=True)
    server.serve_forever()
