"""A server with something of everything in it, in every state that pages show, with texts of realistic length."""

import gzip
import io
import json
import os
import pathlib
import random
import re
import tarfile
import time
import urllib.parse

import server

HOUR = 3_600_000
# The wait lasts until the day after tomorrow: whenever a page is checked, the retry is still pending.
FAR = [86_400, 86_400]

REAL = {
    "namespace": "northern-ferries-and-harbours-engineering",
    "project-name": "passenger-timetable-and-ticketing-web",
    "branch": "feature/FERRY-20481-show-the-next-three-departures-of-every-pier-even-when-the-timetable-service-is-away",
    "commit-message": "Show the next three departures of every pier, even when the timetable service does not answer in time (#20481)",
    "author": "bartholomew.featherstonehaugh-cholmondeley",
    "artifact-name": "passenger-timetable-and-ticketing-web-production-eu-north-1",
    "event-type": "shop:order-placed-by-a-returning-customer.with-a-season-ticket:and-a-bicycle-reservation",
    "expression": "bundle:*,shop:*,deploy:production-eu-north-1-finished,deploy:production-eu-west-3-finished",
    "webhook-description": "Tells the release channel and the on-call rota; owned by the timetable team (ask in #ferries-timetable "
    "before you change it). SeeAlsoTheRunbookAtTheWikiUnderOperationsWebhooksAndWhatToDoWhenTheyFailAtNight.",
    "failing-description": "The old deploy machine, until it is moved.",
    "own-header-name": "X-Ferries-Release-Channel-Routing-Key-For-The-Nordic-Region",
    "own-header": "release-channel",
    "token-name": "GitHub Actions of the repository passenger-timetable-and-ticketing-web, environment production",
    "application-name": "Release dashboard of the northern region",
    "account-name": "Bartholomew Featherstonehaugh-Cholmondeley the Younger",
    "account-email": "bartholomew.featherstonehaugh-cholmondeley@mail.example.com",
    "response-body": '{"queued":true,"id":"' + "0123456789abcdef" * 12 + '"}',
    "response-header": "trace-" + "0123456789abcdef" * 8,
    "refusal-body": "<!doctype html><title>503 Service Temporarily Unavailable</title>" + "<p>upstream connect error</p>" * 40,
    "payload": "Two bicycles and a dog, please. " * 6,
    "budget-name": "Everything that a page of departures and arrivals loads before the first pier can be seen on a slow phone",
    "acceptance-reason": "The offline timetable of the season is in the build until the service worker has it (#20511), which is planned "
    "for the week after the winter timetable. Agreed with the mobile team.",
    "source-file": "pages/departures-and-arrivals-of-every-pier/DeparturesAndArrivalsOfEveryPier",
    "asset-name": "assets/departures-and-arrivals-of-every-pier.production.4f9c2e1d7ab03356.chunk.js",
}
LONG_PATH = "hooks/perfsee/" + "a-path-of-a-gateway-that-tells-tenants-apart/" * 3 + "4f9c2e1d7ab03356"


class Texts:
    """What people typed. A test with its own texts puts the field's name into each, to see where it appears."""

    def __init__(self, make=None):
        self.make = make or REAL.__getitem__
        self.used = {}

    def __call__(self, field, longest=255):
        text = self.make(field)
        assert len(text) <= longest, f"{field} takes {longest} characters"
        self.used[field] = text
        return text


class SampleData:
    """Project `harbour` with webhooks, deliveries and builds in every state, its members and tokens; project `empty`
    with nothing in it."""

    project = "harbour"
    empty = "empty"

    def __init__(self, texts=None):
        self.texts = texts or Texts()
        self._receivers()
        self._projects()
        self._webhooks()
        self._application()
        self._artifacts()
        self._deliveries()
        self._token()
        self._settle()

    def _receivers(self):
        self.receiver = server.Receiver()
        self.receiver.status = 200
        self.receiver.body = self.texts("response-body").encode()
        self.receiver.headers = {"X-Answer": self.texts("response-header")}
        self.broken = server.Receiver()
        self.broken.status = 503
        self.broken.body = self.texts("refusal-body", longest=4000).encode()
        self.gone = server.Receiver()
        self.gone.status = 410
        self.hanging = server.Receiver()
        self.hanging.delay = 5
        self.babbling = server.Babbler()

    def _projects(self):
        body = {"id": self.project, "host": "Unknown", "isPublic": True}
        body["namespace"] = self.texts("namespace")
        body["name"] = self.texts("project-name")
        server.call("POST", "/projects", body)
        server.call("POST", "/projects", {"id": self.empty, "host": "Github", "namespace": "acme", "name": "empty"})

    def _webhooks(self):
        headers = {self.texts("own-header-name"): self.texts("own-header"), "X-Team": "web"}
        expression = self._expression()
        port = urllib.parse.urlsplit(self.receiver.url).port
        at = f"http://127.0.0.1:{port}/{LONG_PATH}"
        self.hooks = {
            "enabled": self._webhook(
                at, "bundle:*," + expression, description=self.texts("webhook-description"), headers=headers,
                rateLimit=1000, secret="whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            ),
            "retrying": self._webhook(self.broken.url, "shop:*", retrySchedule=FAR),
            "circuit": self._webhook(
                self.broken.url + "/circuit", "drill:*", retrySchedule=FAR,
                description=self.texts("failing-description"),
            ),
            "given up": self._webhook(self.broken.url + "/old", "never:*"),
            "disabled": self._webhook(self.broken.url + "/skipped", "skip:*", retrySchedule=FAR),
            "gone": self._webhook(self.gone.url, "gone:*"),
            "dns": self._webhook("https://hooks.does-not-exist.invalid/perfsee", "fail:*", retrySchedule=[]),
            "refused": self._webhook("http://127.0.0.1:1/closed", "fail:*", retrySchedule=[]),
            "timed out": self._webhook(self.hanging.url, "fail:*", retrySchedule=[], timeout=1),
            "tls": self._webhook(self.receiver.url.replace("http:", "https:"), "fail:*", retrySchedule=[]),
            "babbling": self._webhook(self.babbling.url, "fail:*", retrySchedule=[]),
            "failed twice": self._webhook(self.broken.url + "/twice", "twice:*", retrySchedule=[1]),
        }
        self.webhook = self.hooks["enabled"]

    def _webhook(self, url, event_type, **fields):
        body = {"url": url, "eventType": event_type} | fields
        return server.call("POST", f"/projects/{self.project}/webhooks", body)["id"]

    def _application(self):
        """One application that receives the project's events, with a webhook and a token; and one with nothing."""
        self.application = server.call("POST", "/applications", {"name": self.texts("application-name", longest=100)})["id"]
        self.idle = server.call("POST", "/applications", {"name": "idle"})["id"]
        server.call("PUT", f"/projects/{self.project}/members/{self.application}", {"role": "read"})
        body = {"url": self.receiver.url + "/application", "eventType": "gone:*,ping", "secret": "another secret"}
        self.heard = server.call("POST", f"/applications/{self.application}/webhooks", body)["id"]
        server.call("POST", f"/applications/{self.application}/webhooks/{self.heard}/secret", {"prepare": True})
        server.call("POST", f"/applications/{self.application}/webhooks/{self.heard}/ping")
        server.call("POST", "/tokens", {"name": "dashboard", "scopes": ["admin"], "application": self.application})

    def _artifacts(self):
        name = json.dumps(self.texts("budget-name"))
        budgets = f"budgets:\n  - {{name: {name}, on: size, max: 100 kB}}\n  - {{name: {name[:-2]}2\", on: duplicates, max: 5}}\n"
        server.call("PUT", f"/projects/{self.project}/budgets", {"text": budgets})
        source = self.texts("source-file")
        asset = self.texts("asset-name")
        branch = self.texts("branch")
        # The second build of each branch is compared with the first; the last one is large and gets a warning.
        builds = [
            ("a" * 40, "main", server.build("first", "const one = 1;\n" * 50, f"src/{source}.js", asset)),
            ("b" * 40, branch, server.build("second", "const two = 2;\n" * 90, f"src/{source}.js", asset)),
            ("d" * 40, branch, server.build("third", _script(420_000), f"src/{source}.js", asset)),
        ]
        self.artifacts = [self._upload(commit, branch, _tar(folder)) for commit, branch, folder in builds]
        larger = server.build("larger", _script(460_000), f"src/{source}.js", asset)
        self.artifacts.append(self._upload("9" * 40, branch, _tar(larger)))
        self.exceeding = self.artifacts[2:]
        whole = _tar(builds[0][2])
        self.artifacts.append(self._upload("c" * 40, branch, whole[: len(whole) // 2]))
        self.artifacts.append(self._upload("e" * 40, branch, _tar_of_a_link(self.texts.used["asset-name"])))
        loose = server.FOLDER / "loose"
        loose.mkdir()
        (loose / "nothing.txt").write_text("a build without stats")
        self.artifacts.append(self._upload("f" * 40, "main", _tar(loose)))

    def _upload(self, commit, branch, archive):
        # The plugins' own call: it takes a message and an author, which the command line only reads from git.
        query = {
            "projectId": self.project,
            "host": "Unknown",
            "namespace": self.texts.used["namespace"],
            "name": self.texts.used["project-name"],
            "artifactName": self.texts("artifact-name"),
            "branch": branch,
            "commitHash": commit,
            "commitMessage": self.texts("commit-message"),
            "author": self.texts("author") + "@example.com",
        }
        return server.upload("/artifacts?" + urllib.parse.urlencode(query), archive)["id"]

    def _deliveries(self):
        payload = {"text": self.texts("payload")}
        server.call("POST", f"/projects/{self.project}/webhooks/{self.webhook}/ping")
        types = [self._event_type(), "gone:now", "fail:all", "twice:over", "skip:this"] + ["drill:alarm"] * 6
        for event_type in types:
            self._publish(event_type, payload)
        server.until(
            lambda: self._states("skip:this") + self._states("drill:alarm"),
            lambda states: len(states) == 7 and all(count > 0 for _, count in states),
        )
        off = f"/projects/{self.project}/webhooks/{self.hooks['disabled']}"
        server.call("PATCH", off, {"enabled": False})
        # The circuit is open by now: what is published from here on waits without an attempt, and without a probe.
        with server.database() as db:
            db.execute("UPDATE webhooks SET probe_at = ? WHERE id = ?", [self._tomorrow(), self.hooks["circuit"]])
        self._publish("drill:alarm", payload)

    def _tomorrow(self):
        return int(time.time() * 1000) + 24 * HOUR

    def _expression(self):
        """One that can never match is refused, and so never shown."""
        text = self.texts.make("expression")
        return text if re.fullmatch(r"[a-z0-9:,*._-]+", text) else "shop:*"

    def _event_type(self):
        text = self.texts.make("event-type")
        return text if text.isascii() and text.replace(":", "").replace("-", "").replace(".", "").isalnum() else "shop:x"

    def _publish(self, event_type, payload):
        server.call("POST", f"/projects/{self.project}/events", {"eventType": event_type, "payload": payload})

    def _states(self, event_type=None):
        query = f"&eventType={event_type}" if event_type else ""
        found = server.call("GET", f"/projects/{self.project}/deliveries?limit=200{query}")["items"]
        return [(item["state"], item["attemptCount"]) for item in found]

    def _token(self):
        body = {"name": self.texts("token-name"), "scopes": ["read", "upload"], "project": self.project}
        self.token = server.call("POST", "/tokens", body)["id"]

    def _settle(self):
        """Waits until nothing changes any more, then creates by hand what cannot be waited for."""
        server.until(
            lambda: [server.call("GET", f"/projects/{self.project}/artifacts/{n}")["status"] for n in self.artifacts],
            lambda all_of_them: not {"Pending", "Running"} & set(all_of_them),
        )
        # One of the two builds that exceed a budget is accepted; the other can still be.
        reason = {"reason": self.texts("acceptance-reason", longest=1000)}
        server.call("POST", f"/projects/{self.project}/artifacts/{self.exceeding[0]}/acceptance", reason)
        server.until(
            lambda: [state for state, tries in self._states() if state == "sending" or (state, tries) == ("pending", 0)],
            lambda moving: len(moving) <= 1,
        )
        server.until(lambda: self._states("twice:over"), lambda states: states[0][0] == "failed")
        with server.database() as db:
            far = self._tomorrow()
            db.execute("UPDATE webhooks SET disabled_reason = 'failing' WHERE id = ?", [self.hooks["given up"]])
            self.artifacts += [self._copy_of(db, self.artifacts[-1], status, far) for status in ("Running", "Pending")]
        states = {state for state, _ in self._states()}
        assert states == {"delivered", "failed", "pending", "skipped"}, states
        results = [server.call("GET", f"/projects/{self.project}/artifacts/{n}")["status"] for n in self.artifacts]
        assert set(results) == {"Passed", "Failed", "Running", "Pending"} and results.count("Failed") == 2, results

    def _copy_of(self, db, artifact, status, far):
        """A build whose analysis runs for as long as the test looks at it; it has no archive to analyze."""
        names = db.columns("artifacts")
        (number,) = db.execute("SELECT number FROM projects WHERE slug = ?", [self.project]).fetchone()
        row = db.execute("SELECT * FROM artifacts WHERE project = ? AND id = ?", [number, artifact]).fetchone()
        (last,) = db.execute("SELECT max(id) FROM artifacts WHERE project = ?", [number]).fetchone()
        # An analyzer looks for pending builds after an upload, and there are no more uploads.
        new = dict(zip(names, row)) | {"id": last + 1, "status": status, "lease": 1, "lease_until": far}
        for name in ("duration", "failed_reason", "failure", "score", "report_key", "content_key", "warnings", "warning_codes"):
            new[name] = None
        for name in ("entry_points", "size_raw", "size_gzip", "size_brotli", "analysis_version", "event", "imports_key"):
            new[name] = None
        # The database assigns the row's own number.
        columns = [name for name in names if name != "row"]
        marks = ", ".join("?" * len(columns))
        db.execute(f"INSERT INTO artifacts ({', '.join(columns)}) VALUES ({marks})", [new[name] for name in columns])
        db.execute("UPDATE projects SET artifact_count = ? WHERE number = ?", [last + 1, number])
        return last + 1

    def pages(self):
        """The path of every page that shows something of the two projects."""
        at, bare = f"/{self.project}", f"/{self.empty}"
        parts = ["", "/artifacts", "/history", "/deliveries", "/settings"]
        parts += [f"/settings/{part}" for part in ("webhooks", "webhooks/new", "members", "tokens", "budgets")]
        found = ["/", "/admin", "/account", "/projects/new", "/?q=harbour", "/?q=nothing-like-it"]
        found += [f"{project}{part}" for project in (at, bare) for part in parts]
        parts = ["", "/webhooks", "/webhooks/new", "/deliveries", "/tokens"]
        found += ["/applications"] + [f"/applications/{n}{part}" for n in (self.application, self.idle) for part in parts]
        heard = f"/applications/{self.application}/webhooks/{self.heard}"
        found += [heard, f"{heard}/deliveries", f"{heard}/secret"]
        heard = server.call("GET", f"/applications/{self.application}/deliveries")["items"]
        found += [f"/applications/{self.application}/deliveries/{item['id']}" for item in heard]
        branch = urllib.parse.quote(self.texts.used["branch"], safe="")
        found += [f"{at}?branch={branch}", f"{at}/artifacts?branch=nowhere"]
        found += [f"{at}/deliveries?{query}" for query in ("state=failed", f"webhook={self.webhook}", "eventType=no", "state=odd")]
        found += [f"{at}/artifacts/{artifact}" for artifact in self.artifacts]
        found += [f"{at}/history?branch=*&package=lodash", "/packages", "/packages/lodash"]
        built = f"{at}/artifacts/{self.artifacts[2]}"
        found += [f"{built}/treemap", f"{built}/treemap?view=table", f"{built}/why?module=nothing-like-it"]
        found += [f"{at}/artifacts/{self.exceeding[1]}/acceptance"]
        found += [f"{built}?q=departures", f"{built}?all=assets", f"{at}/compare/{self.artifacts[0]}...{self.artifacts[2]}"]
        found += [f"{at}/compare"]
        hooks = [f"{at}/settings/webhooks/{webhook}" for webhook in self.hooks.values()]
        found += hooks + [f"{hook}/deliveries" for hook in hooks] + [f"{hooks[0]}/secret"]
        return found + self.steps() + [f"{at}/deliveries/{delivery}" for delivery in self.deliveries()]

    def steps(self):
        """The pages between a button and an action that cannot be undone."""
        at = f"/{self.project}/settings"
        found = [f"{at}/webhooks/{self.webhook}/disable", f"{at}/webhooks/{self.webhook}/replays?hours=720",
            f"{at}/tokens/{self.token}/revoke"]
        members = server.call("GET", f"/projects/{self.project}/members")["items"]
        found += [f"{at}/members/{member['account']}/remove" for member in members]
        people = [member["account"] for member in members if member["kind"] == "user"]
        return found + [f"/admin/accounts/{account}/remove" for account in people]

    def deliveries(self):
        """One of each webhook, state and type."""
        items = server.call("GET", f"/projects/{self.project}/deliveries?limit=200")["items"]
        kinds = {}
        for item in items:
            kind = (item["webhook"], item["state"], item["attemptCount"] > 0, item["eventType"] == "ping")
            kinds.setdefault(kind, item["id"])
        return list(kinds.values())

    def everything(self):
        """Everything that is stored, byte for byte: it must not change unless somebody changes it."""
        with server.database() as db:
            rows = db.everything()
        files = [path for path in pathlib.Path(server.FOLDER).rglob("*") if path.is_file() and "p.db" not in path.name]
        return rows | {"files": sorted(str(path) for path in files if path.name != "log")}


def _script(size):
    """A script that compresses like a real one."""
    words = ["departure", "pier", "ferry", "render", "return", "const", "state", "=>", "timetable", "await"]
    dice = random.Random(1)
    text = io.StringIO()
    while text.tell() < size:
        text.write(f"{dice.choice(words)}_{dice.randrange(900)}({dice.choice(words)});\n")
    return text.getvalue()


def _tar(folder):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        archive.add(folder, arcname=".")
    return packed.getvalue()


def _tar_of_a_link(name):
    """An archive that is refused because of a member's name."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        link = tarfile.TarInfo(os.path.basename(name))
        link.type, link.linkname = tarfile.SYMTYPE, "elsewhere"
        archive.addfile(link)
    return gzip.compress(packed.getvalue())
