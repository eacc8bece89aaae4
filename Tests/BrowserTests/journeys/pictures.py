"""The documentation's pictures: not a test. `make pictures` writes them to docs/images.

The builds are really analyzed; the deliveries are written into the database, so that a picture shows weeks of work and
no request leaves this machine."""

import io
import json
import os
import pathlib
import random
import secrets
import struct
import subprocess
import tarfile
import time
import urllib.parse

import browser
import builds
import server

TO = pathlib.Path(os.environ["PERFSEE_TEST_PICTURES"])
PROJECT = "storefront"
# Larger ones make a page of documentation slow to load.
LARGEST = 150_000
NOW = int(time.time() * 1000)
SECOND, MINUTE, HOUR, DAY = 1_000, 60_000, 3_600_000, 86_400_000
PENDING, DELIVERED, FAILED, SKIPPED = 0, 2, 3, 4
dice = random.Random(20481)

# URL, event types, purpose.
HOOKS = [
    ("https://deploys.example.com/hooks/perfsee", ["bundle:finished", "deploy:*"], "Tells the release channel."),
    ("https://old-ci.example.com/perfsee", ["bundle:finished"], ""),
    ("https://metrics.example.com/ingest/v2/events/perfsee-storefront", ["*"], "Feeds the dashboards."),
    ("https://chat.example.com/services/T02AB/B81XQ", ["bundle:finished", "lab:*"], "#storefront-perf"),
    ("https://budget-bot.example.com/webhook", ["bundle:finished"], "Comments on pull requests."),
]
DEPLOYS, OLD, METRICS, CHAT, BOT = range(5)

# Name, size in kB in each version of the build, whether a page waits for it.
ASSETS = [
    ("assets/vendor.8c1f02d4.js", 412, "main"),
    ("assets/main.5e90ab17.js", 186, "main"),
    ("assets/checkout.77d1c3f0.js", 148, "checkout"),
    ("assets/search.1b5e8a92.js", 64, "main"),
    ("assets/i18n-de.0f3b71aa.js", 38, "checkout"),
    ("assets/main.c2d94e01.css", 57, "main"),
    ("assets/checkout.9a40be33.css", 21, "checkout"),
]
BRANCHES = [
    "main",
    "main",
    "main",
    "feature/express-checkout",
    "main",
    "fix/search-debounce",
    "main",
    "renovate/react-19",
]
MESSAGES = [
    "Load the search index on demand (#1042)",
    "Express checkout: ask for the address last (#1039)",
    "Update React to 19.1 (#1037)",
    "Show stock next to each size (#1031)",
    "Drop the old carousel (#1028)",
]


def script(kilobytes):
    """Code that compresses like real code."""
    words = "product price cart render state effect return const await fetch locale image stock button".split()
    text = io.StringIO()
    while text.tell() < kilobytes * 1000:
        names = [f"{dice.choice(words)}{dice.choice(words).title()}" for _ in range(3)]
        text.write(f"function {names[0]}(e,t){{let n={names[1]}(t,{dice.randrange(999)});return e.{names[2]}(n)}}")
    return text.getvalue()[: kilobytes * 1000]


def build(growth):
    """A build like esbuild's output, its scripts scaled by a factor; packed."""
    outputs, files = {}, {"index.html": '<!doctype html><link rel="stylesheet" href="assets/main.c2d94e01.css">'}
    for name, kilobytes, entry in ASSETS:
        files[name] = script(int(kilobytes * (growth if name.endswith(".js") else 1)))
        outputs[f"dist/{name}"] = {"bytes": len(files[name]), "imports": [], "exports": [], "inputs": {}}
        source = f"src/{name.split('/')[1].split('.')[0]}.ts"
        outputs[f"dist/{name}"]["inputs"] = {source: {"bytesInOutput": len(files[name])}}
    for entry in ("main", "checkout"):
        names = [f"dist/{name}" for name, _, whose in ASSETS if whose == entry]
        first = next(name for name in names if f"/{entry}." in name)
        outputs[first]["entryPoint"] = f"src/{entry}.ts"
        outputs[first]["imports"] = [
            {"path": name, "kind": "import-statement"} for name in names if name != first and name.endswith(".js")
        ]
    inputs = {source: {"bytes": 1000, "imports": []} for output in outputs.values() for source in output["inputs"]}
    files["meta.json"] = json.dumps({"inputs": inputs, "outputs": outputs})
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz", compresslevel=1) as archive:
        for name, text in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(text)
            archive.addfile(member, io.BytesIO(text.encode()))
    return packed.getvalue()


def upload(project, growth, message):
    query = {
        "projectId": project,
        "host": "Github",
        "namespace": "acme",
        "name": project,
        "artifactName": "web",
        "branch": "main",
        "commitHash": secrets.token_hex(20),
        "commitMessage": message,
        "author": "mia@example.com",
    }
    number = server.upload(
        "/artifacts?" + "&".join(f"{k}={urllib.parse.quote(v)}" for k, v in query.items()), build(growth)
    )["id"]
    return server.until(
        lambda: server.call("GET", f"/projects/{project}/artifacts/{number}"),
        lambda artifact: artifact["status"] not in ("Pending", "Running"),
    )


class Store:
    """Writes into the server's database."""

    def __init__(self, db):
        self.db = db
        columns = [row[1] for row in db.execute("PRAGMA table_info(deliveries)")]
        self.owner = "owner" if "owner" in columns else "project"

    def number(self, project):
        return self.db.execute("SELECT number FROM projects WHERE slug = ?", [project]).fetchone()[0]

    def insert(self, table, row):
        names = ", ".join(row)
        self.db.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})", list(row.values()))

    def history(self, project, builds, ago):
        """Turns the analyzed build into the last of a series of `builds`, each a little different from the one before.
        """
        number = self.number(project)
        names = [row[1] for row in self.db.execute("PRAGMA table_info(artifacts)")]
        row = self.db.execute("SELECT * FROM artifacts WHERE project = ? ORDER BY id DESC LIMIT 1", [number]).fetchone()
        last = dict(zip(names, row)) | {"row": None, "event": None}
        self.db.execute("DELETE FROM artifacts WHERE project = ?", [number])
        base = None
        # Backwards from the analyzed build, so that the series ends with it.
        factors, scores = [1.0], [last["score"]]
        for _ in range(builds - 1):
            factors.append(factors[-1] / (1 + dice.choice([0.002, 0.004, 0.011, -0.003, 0.006, 0.016, -0.021, 0.001])))
            scores.append(max(58, min(98, scores[-1] + dice.choice([0, 0, 0, 1, 1, 2, -1, -2]))))
        for turn, factor, score in zip(range(1, builds + 1), reversed(factors), reversed(scores)):
            is_last = turn == builds
            branch = "main" if is_last else BRANCHES[turn % len(BRANCHES)]
            new = last | {"id": turn, "branch": branch, "hash": secrets.token_hex(20), "baseline": base}
            new["baseline_rule"] = "baseline-branch" if base else None
            new["commit_message"] = MESSAGES[turn % len(MESSAGES)]
            new["created_at"] = NOW - (builds - turn) * 11 * HOUR - ago
            for name in ("size_raw", "size_gzip", "size_brotli"):
                new[name] = int(last[name] * factor)
            if not is_last:
                new["score"] = score
            if not is_last and turn % 9 == 5:
                new |= {"status": "Failed", "score": None, "report_key": None, "failed_reason": FAILURE}
                new["failure"] = '{"build":{"problem":{"archive":{"problem":{"cutOff":{}}}}}}'
                new |= {
                    "size_raw": None,
                    "size_gzip": None,
                    "size_brotli": None,
                    "entry_points": None,
                    "warnings": None,
                    "warning_codes": None,
                }
            self.insert("artifacts", {name: value for name, value in new.items() if name in names})
            if branch == "main" and new["status"] == "Passed":
                base = turn
        self.db.execute("UPDATE projects SET artifact_count = ? WHERE number = ?", [builds, number])

    def payload(self, number, at):
        """About the newest artifact of that time."""
        names = ["id", "branch", "name", "hash", "status", "score"]
        row = self.db.execute(
            f"SELECT {', '.join(names)} FROM artifacts WHERE project = ? AND created_at <= ? ORDER BY id DESC LIMIT 1",
            [number, at]).fetchone()
        project = {"id": PROJECT, "host": "Github", "namespace": "acme", "name": PROJECT, "isPublic": False}
        project["artifact"] = dict(zip(names, row))
        return {"data": {"project": project}, "variables": {"projectId": PROJECT, "artifactId": row[0]}}

    def delivery(self, hook, event_type, at, state, attempts, due=None):
        """One delivery with its attempts, each a pair of milliseconds after the event and an answer; returns its id."""
        number = self.number(PROJECT)
        event = self.db.execute("SELECT ifnull(max(id), 0) + 1 FROM events").fetchone()[0]
        key = struct.pack(">QQ", at << 16 | 0x7000 | dice.getrandbits(12), 1 << 63 | dice.getrandbits(62))
        payload = PAYLOADS.get(event_type) or self.payload(number, at)
        body = json.dumps({"eventType": event_type, "payload": payload})
        self.insert(
            "events",
            {"id": event, self.owner: number, "event_type": event_type, "body": body.encode(), "created_at": at},
        )
        self.insert(
            "deliveries",
            {
                "id": key,
                self.owner: number,
                "webhook": hook["id"],
                "event": event,
                "event_type": event_type,
                "state": state,
                "attempt_count": len(attempts),
                "place": len(attempts),
                "due_at": due,
                "created_at": at,
                "updated_at": at,
            },
        )
        for place, (after, answer) in enumerate(attempts, start=1):
            self.attempt(key, place, hook, at + after, answer, event_type)
        text = key.hex()
        return "-".join([text[:8], text[8:12], text[12:16], text[16:20], text[20:]])

    def attempt(self, key, place, hook, at, answer, event_type):
        status, wait = answer
        dns, connect, tls = (3.1, 11.8, 24.6) if place == 1 or wait > 9_000 else (None, None, None)
        total = wait + sum(filter(None, (dns, connect, tls)))
        headers = [
            ("content-type", "application/json"),
            ("user-agent", "Perfsee-Hookshot/1"),
            ("x-perfsee-event", event_type),
            ("x-perfsee-delivery", key.hex()),
            ("x-perfsee-signature-256", "sha256=" + secrets.token_hex(32)),
        ]
        row = {
            "delivery": key,
            "number": place,
            "start_time": at,
            "end_time": at + int(total),
            "url": hook["url"],
            "request_headers": lines(headers),
            "dns": dns,
            "connect": connect,
            "tls": tls,
            "total": total,
        }
        if status is None:
            row |= {
                "reason": "timeout",
                "messages": json.dumps([{"timeout": {"step": "response", "limitMilliseconds": 10_000}}]),
            }
        else:
            row |= {
                "status": status,
                "first_byte": total - 1.4,
                "is_truncated": 0,
                "response_body": ANSWERS.get(status, b""),
            }
            row["response_headers"] = lines([("content-type", "application/json"), ("server", "envoy")])
        if status and status >= 300:
            row |= {
                "reason": "status",
                "messages": json.dumps([{"status": {"status": status}}]),
            }
        self.insert("attempts", row)
        self.db.execute(
            "UPDATE webhooks SET last_delivery = ?, last_start = ?, last_end = ?, last_status = ?, last_reason = ? "
            "WHERE id = ? AND ifnull(last_end, 0) < ?",
            [key, at, at + int(total), status, row.get("reason"), hook["id"], at + int(total)],
        )


FAILURE = "The archive is incomplete: its end marker is missing. Pack and upload it again."
ANSWERS = {
    204: b"",
    200: b'{"ok":true}',
    503: b'{\n  "error": "upstream_unavailable",\n  "message": "chat-gateway has no healthy instance",\n  "retry_after": 30\n}',
}
PAYLOADS = {
    "deploy:production": {"version": "2026.11.24-3", "region": "eu-north-1", "by": "mia@example.com"},
    "lab:nightly": {"runs": 5, "lcp": {"median": 1840, "p95": 2410}},
}


def lines(headers):
    """In the form that the store keeps."""
    return "".join(f"{name}: {value}\n" for name, value in headers)


def furnish():
    """The projects with their builds, then webhooks, to which nothing is really sent."""
    for project, growth in (("storefront", 1.0), ("checkout", 0.34), ("design-system", 0.21), ("admin-console", 1.3)):
        body = {"id": project, "host": "Github", "namespace": "acme", "name": project, "baselineBranch": "main"}
        server.call("POST", "/projects", body | {"isPublic": project == "design-system"})
        upload(project, growth, MESSAGES[0])
    hooks = []
    for url, types, description in reversed(HOOKS):
        body = {"url": url, "eventType": ",".join(types), "description": description, "timeout": 10, "enabled": False}
        body["secret"] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
        if "metrics" in url:
            body["headers"] = {"X-Tenant": "storefront", "Authorization": "Bearer not-shown"}
        hooks.insert(0, {"url": url, "id": server.call("POST", f"/projects/{PROJECT}/webhooks", body)["id"]})
    return hooks


def weeks(store, hooks):
    """A day of deliveries, most of them successful; returns the delivery that the pictures show."""
    for project, builds, ago in [
        ("storefront", 42, 4 * MINUTE),
        ("checkout", 17, 3 * HOUR),
        ("design-system", 9, 2 * DAY),
        ("admin-console", 26, 51 * MINUTE),
    ]:
        store.history(project, builds, ago)
    types = ["bundle:finished", "deploy:production", "bundle:finished", "lab:nightly"]
    at = NOW - 23 * HOUR
    while at < NOW - 40 * MINUTE:
        at += int(dice.expovariate(1 / (9 * MINUTE))) + 20 * SECOND
        kind = dice.choice(types)
        for place in (
            METRICS,
            DEPLOYS if kind != "lab:nightly" else CHAT,
            BOT if kind == "bundle:finished" else METRICS,
        ):
            slow = dice.random() < 0.06
            answers = [(40, (200 if place == BOT else 204, dice.uniform(28, 90) * (6 if slow else 1)))]
            if place == METRICS and NOW - 8 * HOUR < at < NOW - 6 * HOUR and dice.random() < 0.4:
                answers = [(40, (503, 31.0)), (5 * SECOND, (204, 64.0))]
            store.delivery(hooks[place], kind, at, DELIVERED, answers)
    store.delivery(hooks[OLD], "bundle:finished", NOW - 31 * HOUR, FAILED, [(30, (410, 22.0))])
    for hours in (22, 9, 3):
        store.delivery(hooks[OLD], "bundle:finished", NOW - hours * HOUR - 3 * MINUTE, SKIPPED, [])
    recent = [
        (34, DEPLOYS, "deploy:production"),
        (26, METRICS, "deploy:production"),
        (19, BOT, "bundle:finished"),
        (11, DEPLOYS, "bundle:finished"),
        (4, METRICS, "bundle:finished"),
        (4, DEPLOYS, "bundle:finished"),
        (4, BOT, "bundle:finished"),
    ]
    for minutes, place, kind in recent:
        store.delivery(hooks[place], kind, NOW - minutes * MINUTE, DELIVERED, [(40, (204, dice.uniform(24, 96)))])
    failing = store.delivery(
        hooks[CHAT],
        "bundle:finished",
        NOW - 38 * MINUTE,
        PENDING,
        [(40, (503, 112.4)), (6 * SECOND, (None, 10_000.0)), (5 * MINUTE + 9 * SECOND, (503, 96.1))],
        due=NOW + 21 * MINUTE,
    )
    store.delivery(hooks[CHAT], "bundle:finished", NOW - 4 * MINUTE, PENDING, [(40, (503, 88.0))], due=NOW + 3 * MINUTE)
    far = NOW + DAY
    store.db.execute("UPDATE webhooks SET disabled_reason = NULL WHERE id != ?", [hooks[OLD]["id"]])
    store.db.execute("UPDATE webhooks SET disabled_reason = 'gone' WHERE id = ?", [hooks[OLD]["id"]])
    store.db.execute(
        "UPDATE webhooks SET failures = 6, failing_since = ?, probe_at = ? WHERE id = ?",
        [NOW - 38 * MINUTE, far, hooks[CHAT]["id"]],
    )
    return failing


# A project whose builds have packages and imports, and a budget.
CHANGING = "timetable"
REACT, LODASH, MOMENT = ("node_modules/react/cjs/react.production.js", "node_modules/lodash/lodash.js",
    "node_modules/moment/dist/moment.js")
APP = {
    "src/app.ts": 6_000, "src/pages/departures.ts": 14_000, "src/pages/piers.ts": 9_000, "src/table.ts": 4_000,
    REACT: 42_000, "node_modules/react-dom/cjs/react-dom.production.js": 128_000,
    "node_modules/scheduler/cjs/scheduler.production.js": 5_000, MOMENT: 58_000,
}
IMPORTS = {
    "src/app.ts": [("src/pages/departures.ts", "./pages/departures"), ("src/pages/piers.ts", "./pages/piers"),
        (REACT, "react"), ("node_modules/react-dom/cjs/react-dom.production.js", "react-dom/client")],
    "src/pages/departures.ts": [("src/table.ts", "../table"), (MOMENT, "moment")],
    "node_modules/react-dom/cjs/react-dom.production.js": [
        ("node_modules/scheduler/cjs/scheduler.production.js", "scheduler")],
}
BUDGETS = """budgets:
  - {name: First load, on: initialSize, max: 300 kB}
  - {name: Growth of a change, on: initialSize, maxIncrease: 5 %}
  - {name: No second copies, on: duplicates, max: 0}
"""


def change():
    """Six builds, the last of which brings lodash and exceeds a budget; returns its page."""
    body = {"id": CHANGING, "host": "Github", "namespace": "acme", "name": CHANGING, "baselineBranch": "main"}
    server.call("POST", "/projects", body)
    server.call("PUT", f"/projects/{CHANGING}/budgets", {"text": BUDGETS})
    for number in range(1, 7):
        modules = APP | {"src/pages/departures.ts": 14_000 + 350 * number, "src/pages/piers.ts": 9_000 - 100 * number}
        imports = dict(IMPORTS)
        if number == 6:
            modules |= {LODASH: 71_500, "src/table.ts": 4_400}
            imports["src/table.ts"] = [(LODASH, "lodash")]
        if number == 3:
            modules["node_modules/old/node_modules/react/cjs/react.production.js"] = 11_000
            imports["src/pages/piers.ts"] = [("node_modules/old/node_modules/react/cjs/react.production.js", "react")]
        folder = builds.build(f"change-{number}", modules, imports)
        builds.mapped(folder, modules)
        builds.upload(folder, CHANGING, f"{number:x}" * 40, status=2 if number in (3, 6) else 0)
        if number == 3:
            reason = {"reason": "Until the date picker is updated"}
            server.call("POST", f"/projects/{CHANGING}/artifacts/3/acceptance", reason)
    return f"/{CHANGING}/artifacts/6"


def pictures(visitor, driver):
    changed = change()
    hooks = furnish()
    with server.database() as db:
        failing = weeks(Store(db), hooks)
    browser.administrator(visitor)
    state = visitor.context.storage_state()
    at = f"/{PROJECT}"
    TO.mkdir(parents=True, exist_ok=True)
    light = browser.Visitor(driver, storage_state=state, viewport={"width": 1200, "height": 760})
    dark = browser.Visitor(driver, storage_state=state, viewport={"width": 1200, "height": 760}, color_scheme="dark")
    chinese = browser.Visitor(driver, storage_state=state, viewport={"width": 1200, "height": 760}, locale="zh-CN")
    phone = browser.Visitor(
        driver,
        storage_state=state,
        viewport={"width": 375, "height": 760},
        is_mobile=True,
        has_touch=True,
        device_scale_factor=2,
    )
    for person, name, path, height in [
        (light, "projects", "/", 420),
        (light, "project", at, 860),
        (dark, "project-dark", at, 860),
        (light, "artifact", changed, 1180),
        (dark, "artifact-dark", changed, 1180),
        (chinese, "artifact-zh", changed, 1180),
        (phone, "artifact-phone", changed, 1000),
        (light, "treemap", f"{changed}/treemap?color=change", 760),
        (light, "history", f"/{CHANGING}/history", 1000),
        (light, "webhooks", f"{at}/settings/webhooks", 420),
        (chinese, "webhooks-zh", f"{at}/settings/webhooks", 420),
        (light, "webhook", f"{at}/settings/webhooks/{hooks[METRICS]['id']}/deliveries", 1400),
        (light, "deliveries", f"{at}/deliveries", 760),
        (dark, "deliveries-dark", f"{at}/deliveries", 760),
        (light, "delivery", f"{at}/deliveries/{failing}", 1000),
        (dark, "delivery-dark", f"{at}/deliveries/{failing}", 1000),
        (chinese, "delivery-zh", f"{at}/deliveries/{failing}", 1000),
        (phone, "phone", f"{at}/deliveries", 760),
    ]:
        person.go(path)
        person.page.set_viewport_size({"width": person.page.viewport_size["width"], "height": height})
        take(person, name)
    create(light)
    for person in (light, dark, chinese, phone):
        person.no_complaints()


def create(visitor):
    visitor.page.set_viewport_size({"width": 1200, "height": 800})
    visitor.go(f"/{PROJECT}/settings/webhooks")
    visitor.link("Create webhook").click()
    form = visitor.page.get_by_role("dialog")
    form.get_by_label("URL", exact=True).fill("https://budget.example.com/hooks/perfsee")
    form.get_by_role("button", name="Generate").click()
    form.locator("input[value='source:finished']").check()
    take(visitor, "create")


def take(visitor, name):
    # Live regions are fetched again when the page opens; no picture should show a half-done update.
    visitor.page.wait_for_timeout(600)
    picture = TO / f"{name}.png"
    visitor.page.screenshot(path=picture)
    subprocess.run(["pngquant", "--force", "--ext", ".png", "--quality", "70-95", str(picture)], check=True)
    size = picture.stat().st_size
    assert size <= LARGEST, f"{picture} has {size} bytes"


browser.journey(pictures)
