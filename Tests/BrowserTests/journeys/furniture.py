"""A server with something of everything in it: what pages show when they are not empty."""

import io
import tarfile
import urllib.parse

import house


class Texts:
    """What people typed. The field's name is in each, so that a test can tell where it saw one."""

    def __init__(self, make=None):
        self.make = make or (lambda field: field.replace("-", ""))
        self.used = {}

    def __call__(self, field, longest=200):
        text = self.make(field)
        assert len(text) <= longest, f"{field} takes {longest} characters"
        self.used[field] = text
        return text


class Furniture:
    """Project `harbour`, a webhook that works and one that fails, deliveries of both, two builds and one that could
    not be analysed, a reader, a token, an application's name in each list that has one."""

    project = "harbour"

    def __init__(self, texts=None):
        self.texts = texts or Texts()
        self.receiver = house.Receiver()
        self.receiver.status = 200
        self.receiver.body = self.texts("response-body").encode()
        self.receiver.headers = {"X-Answer": self.texts("response-header")}
        self.broken = house.Receiver()
        self.broken.status = 500
        self.broken.body = self.texts("refusal-body").encode()
        self._project()
        self._webhooks()
        self._artifacts()
        self._deliveries()
        self._token()

    def _project(self):
        body = {"id": self.project, "host": "Unknown", "isPublic": True}
        body["namespace"] = self.texts("namespace")
        body["name"] = self.texts("project-name")
        house.call("POST", "/projects", body)

    def _webhooks(self):
        self.webhook = self._webhook(self.receiver.url, "webhook-description", {"X-Own": self.texts("own-header")})
        self.failing = self._webhook(self.broken.url, "failing-description", {})

    def _webhook(self, url, description, headers):
        body = {"url": url, "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "description": self.texts(description)}
        body |= {"headers": headers, "retrySchedule": [], "eventType": "bundle:*,shop:*"}
        return house.call("POST", f"/projects/{self.project}/webhooks", body)["id"]

    def _artifacts(self):
        source = self.texts("source-file")
        builds = [
            ("a" * 40, house.build("first", "const one = 1;\n" * 50, f"src/{source}.js")),
            ("b" * 40, house.build("second", "const two = 2;\n" * 90, f"src/{source}.js")),
        ]
        self.artifacts = [self._upload(commit, folder) for commit, folder in builds]
        broken = house.FOLDER / "broken"
        broken.mkdir()
        (broken / "nothing.txt").write_text("no build at all")
        self.artifacts.append(self._upload("c" * 40, broken))

    def _upload(self, commit, folder):
        # The plugins' own call: it takes a message and an author, which the command line reads from git alone.
        archive = _tar(folder)
        query = {
            "projectId": self.project,
            "host": "Unknown",
            "namespace": self.texts.used["namespace"],
            "name": self.texts.used["project-name"],
            "artifactName": self.texts("artifact-name"),
            "branch": self.texts("branch"),
            "commitHash": commit,
            "commitMessage": self.texts("commit-message"),
            "author": self.texts("author") + "@example.com",
        }
        uploaded = house.upload("/artifacts?" + urllib.parse.urlencode(query), archive)
        return house.until(
            lambda: house.call("GET", f"/projects/{self.project}/artifacts/{uploaded['id']}"),
            lambda artifact: artifact["status"] not in ("Pending", "Running", "pending", "running"),
        )["id"]

    def _deliveries(self):
        payload = {"text": self.texts("payload")}
        for webhook in (self.webhook, self.failing):
            house.call("POST", f"/projects/{self.project}/webhooks/{webhook}/ping")
        house.call("POST", f"/projects/{self.project}/events", {"eventType": "shop:order-placed", "payload": payload})
        house.until(
            lambda: house.call("GET", f"/projects/{self.project}/deliveries?limit=200")["items"],
            lambda items: len(items) >= 10 and all(item["state"] in ("delivered", "failed") for item in items),
        )

    def _token(self):
        body = {"name": self.texts("token-name"), "scopes": ["upload"], "project": self.project}
        self.token = house.call("POST", "/tokens", body)["id"]

    def pages(self):
        """Those of which a visit to one of each kind may see another."""
        at = f"/{self.project}"
        deliveries = house.call("GET", f"/projects{at}/deliveries?limit=200")["items"]
        found = [f"{at}/deliveries/{item['id']}" for item in deliveries]
        found += [f"{at}/artifacts/{artifact}" for artifact in self.artifacts]
        return found + [f"{at}/settings/webhooks/{webhook}" for webhook in (self.webhook, self.failing)]

    def state(self):
        """What may not change unless somebody changes it."""
        at = f"/projects/{self.project}"
        paths = ["/projects", f"{at}/webhooks", f"{at}/artifacts", f"{at}/deliveries?limit=200", "/tokens"]
        return {path: house.call("GET", path) for path in paths}


def _tar(folder):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        archive.add(folder, arcname=".")
    return packed.getvalue()
