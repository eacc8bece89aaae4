"""What a person does on the pages, step by step, with and without a script."""

import re

from playwright.sync_api import expect

import server

PROJECT = "harbour"


class Story:
    """The visitor is signed in as an administrator."""

    def __init__(self, visitor, live=True):
        self.visitor = visitor
        self.page = visitor.page
        self.live = live
        self.receiver = server.Receiver()
        self.token = ""
        self.webhook = ""
        self.failed = ""

    def sees(self, locator):
        """With a script, changes show up without a reload."""
        if self.live:
            expect(locator.first).to_be_visible()
        else:
            self.visitor.reload_until(locator)

    def goes(self, path):
        self.visitor.go(f"/{PROJECT}{path}")

    def takes_a_token(self):
        self.goes("/settings/tokens")
        self.visitor.fill("Name", "ci")
        for scope in ("read", "upload"):
            self.page.locator(f"input[name=scopes][value={scope}]").check()
        self.visitor.button("Create token").click()
        self.token = self.page.locator("#made-token").inner_text().strip()

    def creates_a_webhook(self):
        self.goes("/settings/webhooks")
        self.visitor.link("Create webhook").first.click()
        form = self.page.get_by_role("dialog") if self.live else self.page.get_by_role("main")
        expect(form.get_by_role("heading", name="Create webhook")).to_be_visible()
        form.get_by_label("URL", exact=True).fill(self.receiver.url)
        secret = form.get_by_label("Secret", exact=True)
        if self.live:
            form.get_by_role("button", name="Generate").click()
            expect(secret).to_have_value(re.compile("^whsec_"))
            form.get_by_label("Select all").check()
            assert form.locator("input[name=types]:checked").count() == form.locator("input[name=types]").count()
        else:
            secret.fill("a secret of ours")
            for box in form.locator("input[name=types]").all():
                box.check()
        form.locator("summary", has_text="Advanced").click()
        form.get_by_label("Retry schedule", exact=True).fill("1")
        form.get_by_role("button", name="Create webhook").click()
        expect(self.page.get_by_role("status")).to_contain_text("Webhook created")
        self.receiver.secret = self.page.locator("#made-secret").inner_text().strip()
        self.webhook = re.sub(r"[?#].*", "", self.page.url)
        assert re.search(r"/settings/webhooks/\d+$", self.webhook), self.webhook
        for receiver in ("Express", "Swift", "Python"):
            expect(self.page.locator("summary", has_text=receiver)).to_be_visible()

    def is_refused_in_sight(self):
        """The forms are far below the first screen: what is wrong with them is at its top, with the focus."""
        self.visitor.go(self.webhook)
        self.page.locator("#edit > summary").click()
        self.page.locator("#advanced > summary").click()
        self.visitor.fill("Headers", "X-Team: web\nno colon")
        self.visitor.button("Save webhook").click()
        alert = self.page.get_by_role("alert")
        expect(alert).to_be_focused()
        expect(alert).to_be_in_viewport()
        expect(alert).to_contain_text("Headers, line 2: must be written as Name: value")
        self.visitor.link("Headers, line 2").click()
        expect(self.page.locator("#headers")).to_be_in_viewport()

    def pings(self):
        self.visitor.go(self.webhook)
        self.visitor.button("Send ping").click()
        self.sees(self.page.locator("#delivery > dl .mark", has_text="Delivered in"))
        headers, _ = self.receiver.requests[-1]
        assert headers["X-Perfsee-Event"] == "ping", headers
        self.goes("/settings/webhooks")
        row = self.page.locator("#webhooks tr", has_text=self.receiver.url)
        expect(row.locator(".mark")).to_contain_text("Succeeded in")

    def uploads(self, commit, script):
        """Uploads a build with the command line, as a CI job would."""
        folder = server.build(f"build-{commit[:4]}", script)
        server.perfsee(
            "upload", str(folder), "--project", PROJECT, "--branch", "main", "--commit", commit, token=self.token
        )

    def watches_a_report(self):
        self.goes("")
        self.visitor.link("main #1").first.click()
        self.sees(self.page.get_by_role("main").get_by_text("main.js"))
        expect(self.page.get_by_role("main")).to_contain_text("Score")

    def sees_it_fail(self, commit):
        self.receiver.status = 503
        self.uploads(commit, "const three = 3;\n" * 70)
        self.goes("/deliveries?state=failed")
        row = self.page.get_by_role("row", name=re.compile("Failed after 2 attempts"))
        self.sees(row)
        row.get_by_role("link").first.click()
        expect(self.page.get_by_role("main")).to_contain_text("The receiver returned 503")
        self.failed = re.sub(r"[?#].*", "", self.page.url)

    def mends_and_redelivers(self):
        self.receiver.status = 204
        self.visitor.button("Redeliver").click()
        self.sees(self.page.locator("#delivery > dl .mark", has_text="Delivered in"))

    def rotates_the_secret(self):
        """The receiver, which holds one secret, gets the new one before the switch."""
        self.visitor.go(self.webhook)
        self.visitor.link("Rotate the secret").click()
        self.receiver.secret = self.page.get_by_label("New secret").input_value()
        assert self.receiver.secret.startswith("whsec_")
        self.visitor.button("Switch to this secret").click()
        expect(self.page.get_by_role("status")).to_have_text("Secret rotated.")
        self.visitor.button("Send ping").click()
        self.sees(self.page.locator("#delivery > dl .mark", has_text="Delivered in"))

    def replays_an_hour(self):
        before = len(self.receiver.requests)
        self.visitor.go(self.webhook)
        self.visitor.link("Recent deliveries").click()
        self.page.get_by_label("Created in").select_option("the last hour")
        self.page.get_by_label("Also resend successful deliveries").check()
        self.visitor.button("Count deliveries to replay").click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text(re.compile(r"^Replay \d+ deliveries\?$"))
        self.visitor.button("Replay").click()
        self.sees(self.page.locator("#replay-list li", has_text="Done"))
        server.until(lambda: len(self.receiver.requests), lambda count: count >= before + 3)


def creates_the_project(visitor):
    visitor.go("/")
    visitor.link("Create project").first.click()
    visitor.fill("ID", PROJECT)
    visitor.page.get_by_label("Host", exact=True).select_option("Unknown")
    visitor.fill("Namespace", "acme")
    visitor.fill("Name", "harbour")
    visitor.button("Create project").click()
    expect(visitor.page.get_by_role("status")).to_contain_text("Project created")
