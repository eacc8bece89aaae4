"""While someone reads a live page, nothing closes or loses focus or selection, and nothing is fetched without need."""

import re

from playwright.sync_api import expect

import browser
import server

REFRESH = "x-perfsee-refresh"


class Reader:
    """On the page of a failed delivery."""

    def __init__(self, visitor):
        self.page = visitor.page
        receiver, broken = server.Receiver(), server.Receiver()
        broken.status = 503
        self.project = server.call(
            "POST", "/projects", {"id": "quiet-harbour", "host": "Unknown", "namespace": "acme", "name": "quiet"})["id"]
        self.at = f"/projects/{self.project}"
        # A delivery to a disabled webhook is skipped immediately: exactly one change.
        quiet = {"url": receiver.url, "eventType": "quiet:*"}
        webhook = server.call("POST", f"{self.at}/webhooks", quiet)["id"]
        server.call("PATCH", f"{self.at}/webhooks/{webhook}", {"enabled": False})
        # A separate webhook, with too few failures to open its circuit.
        loud = {"url": broken.url, "eventType": "loud:*", "retrySchedule": []}
        server.call("POST", f"{self.at}/webhooks", loud)
        server.call("POST", f"{self.at}/events", {"eventType": "loud:one", "payload": {}})
        self.delivery = server.until(
            lambda: server.call("GET", f"{self.at}/deliveries?eventType=loud:one")["items"],
            lambda items: len(items) == 1 and items[0]["state"] == "failed",
        )[0]["id"]

    def fetched(self):
        """When the open page was fetched again, in milliseconds by the browser's clock."""
        return self.page.evaluate("""() => performance.getEntriesByType("resource")
            .filter((e) => e.initiatorType === "fetch" && e.name === location.href).map((e) => e.startTime)""")

    def opens(self, visitor):
        browser.administrator(visitor)
        visitor.go(f"/{self.project}/deliveries/{self.delivery}")

    def changes_something(self):
        """Changes something else in the project, and waits until the page has checked."""
        with self.page.expect_request_finished(lambda request: REFRESH in request.headers):
            server.call("POST", f"{self.at}/events", {"eventType": "quiet:one", "payload": {}})

    def redelivers(self):
        server.call("POST", f"{self.at}/deliveries/{self.delivery}/redeliver")

    def opens_and_focuses(self):
        self.request = self.page.locator("#request-1")
        self.request.locator("summary").click()
        self.page.locator("#response-1 > summary").click()
        self.page.locator("#request-1 > summary").focus()

    def is_as_left(self):
        expect(self.request).to_have_attribute("open", "")
        assert self.page.locator("#response-1").get_attribute("open") is None, "what was closed is open again"
        assert self.page.evaluate("document.activeElement.parentElement.id") == "request-1", "the focus is lost"


def keeps_the_row(visitor, reader):
    """A new delivery at the top of a list does not move anyone off their row."""
    visitor.go(f"/{reader.project}/deliveries")
    link = reader.page.locator(f"#deliveries a[href$='{reader.delivery}']").first
    link.focus()
    before = reader.page.locator("#deliveries tbody tr").first.get_attribute("id")
    reader.changes_something()
    expect(reader.page.locator("#deliveries tbody tr").first).not_to_have_attribute("id", before)
    expect(link).to_be_focused()


def counts_on(reader):
    """Relative times count on without a fetch, next to the exact time."""
    attempt = reader.page.locator("#attempt-1 h3 time")
    expect(attempt.locator("[data-exact]")).to_have_text(re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$"))
    counted = attempt.locator("[data-moment]")
    # What happened before the page was opened may still be told.
    expect(counted).not_to_have_text(counted.inner_text())
    fetched = reader.fetched()
    expect(counted).not_to_have_text(counted.inner_text())
    assert reader.fetched() == fetched, "it was fetched again only to count on"


def says_when_it_no_longer_lives(visitor, reader):
    """Without its stream, and when the session has ended."""
    visitor.no_complaints()
    page = reader.page
    # What the shared worker requests cannot be held up from here.
    page.add_init_script("delete window.SharedWorker")
    page.route("**/live*", lambda route: route.abort())
    visitor.go(f"/{reader.project}/deliveries")
    liveness = page.locator("#liveness")
    expect(liveness).to_have_text("Not updating, reconnecting…")
    page.unroute("**/live*")
    expect(liveness).to_have_text("")
    other = visitor.context.new_page()
    other.goto(f"{server.URL}/account")
    other.get_by_role("button", name="Sign out").click()
    page.bring_to_front()
    expect(liveness).to_contain_text("Signed out.")
    assert f"/sign-in?to=/{reader.project}/deliveries" in liveness.get_by_role("link").get_attribute("href")
    # The browser tells the console of the requests that failed.
    visitor.complaints = []


def reading(visitor, _):
    reader = Reader(visitor)
    reader.opens(visitor)
    counts_on(reader)
    reader.opens_and_focuses()
    before = len(reader.fetched())
    reader.changes_something()
    times = len(reader.fetched()) - before
    assert times <= 1, f"fetched {times} times for one change"
    reader.is_as_left()

    reader.redelivers()
    expect(reader.page.locator("#attempt-2")).to_be_visible()
    reader.is_as_left()
    expect(reader.page.locator("#delivery > dl .mark", has_text="Failed after 2 attempts")).to_be_visible()
    expect(reader.page.locator("#changes")).to_contain_text("State: Failed after 2 attempts")

    marked = reader.page.locator("#attempt-2 .bad").first
    marked.evaluate("(element) => getSelection().selectAllChildren(element)")
    text = reader.page.evaluate("getSelection().toString()")
    assert text
    reader.redelivers()
    server.until(
        lambda: server.call("GET", f"{reader.at}/deliveries/{reader.delivery}"),
        lambda delivery: delivery["attemptCount"] >= 3 and delivery["state"] == "failed",
    )
    reader.changes_something()
    assert reader.page.evaluate("getSelection().toString()") == text, "the selection is lost"
    assert reader.page.locator("#attempt-3").count() == 0, "what is marked has moved"
    reader.page.evaluate("getSelection().removeAllRanges()")
    expect(reader.page.locator("#attempt-3")).to_be_visible()

    fetched = reader.fetched()
    gaps = [later - earlier for earlier, later in zip(fetched, fetched[1:])]
    assert min(gaps) > 950, f"fetched more often than once a second: {gaps}"
    keeps_the_row(visitor, reader)
    says_when_it_no_longer_lives(visitor, reader)


browser.journey(reading)
