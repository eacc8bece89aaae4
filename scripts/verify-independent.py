"""Verifies deliveries with the standardwebhooks package. Reads the JSON that verify-independent.sh describes."""

import base64
import json
import sys

from standardwebhooks.webhooks import Webhook, WebhookVerificationError


def library_secret(secret: str) -> str:
    """The library decodes base64 itself; the raw bytes of other secrets have to be encoded first."""
    if not secret.startswith("whsec_"):
        return base64.b64encode(secret.encode()).decode()
    return secret + "=" * (-len(secret.removeprefix("whsec_")) % 4)


def fault(delivery: dict) -> str | None:
    body = base64.b64decode(delivery["bodyBase64"]) if "bodyBase64" in delivery else delivery["body"].encode()
    headers = {name.lower(): value for name, value in delivery["headers"].items()}
    try:
        Webhook(library_secret(delivery["secret"])).verify(body, headers)
    except WebhookVerificationError as error:
        return str(error)
    return None


with open(sys.argv[1], encoding="utf-8") as file:
    given = json.load(file)
deliveries = given if isinstance(given, list) else [given]
faults = [(index, fault(delivery)) for index, delivery in enumerate(deliveries)]
wrong = [(index, text) for index, text in faults if text is not None]
for index, text in wrong:
    print(f"standardwebhooks: delivery {index}: {text}", file=sys.stderr)
if wrong or not deliveries:
    sys.exit(1)
print(f"standardwebhooks: {len(deliveries)} verified")
