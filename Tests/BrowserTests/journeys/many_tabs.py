"""With the deliveries open in many tabs every page still loads, and every tab stays up to date."""

from playwright.sync_api import expect

import browser
import sample_data
import server

# More than the connections that a browser opens to one server.
TABS = 10


def many_tabs(visitor, _):
    samples = sample_data.SampleData()
    browser.administrator(visitor)
    tabs = [visitor.context.new_page() for _ in range(TABS)]
    for tab in tabs:
        tab.goto(f"{server.URL}/{samples.project}/deliveries")
    assert visitor.go(f"/{samples.project}/settings/webhooks").status == 200
    event = {"eventType": "shop:seen-by-all", "payload": {}}
    server.call("POST", f"/projects/{samples.project}/events", event)
    for tab in tabs:
        expect(tab.locator("#deliveries").get_by_text("shop:seen-by-all").first).to_be_visible()


browser.journey(many_tabs)
