"""With the deliveries open in many tabs every page still loads, and every tab stays up to date."""

from playwright.sync_api import expect

import browser
import server

PROJECT = "harbour"
# More than the connections that a browser opens to one server.
TABS = 10


def many_tabs(visitor, _):
    browser.administrator(visitor)
    server.call("POST", "/projects", {"id": PROJECT, "host": "Unknown", "namespace": "acme", "name": "harbour"})
    hook = {"url": server.Receiver().url, "eventType": "shop:*"}
    server.call("POST", f"/projects/{PROJECT}/webhooks", hook)
    tabs = [visitor.context.new_page() for _ in range(TABS)]
    for tab in tabs:
        tab.goto(f"{server.URL}/{PROJECT}/deliveries")
    assert visitor.go(f"/{PROJECT}/settings/webhooks").status == 200
    event = {"eventType": "shop:seen-by-all", "payload": {}}
    server.call("POST", f"/projects/{PROJECT}/events", event)
    for tab in tabs:
        expect(tab.locator("#deliveries").get_by_text("shop:seen-by-all").first).to_be_visible()


browser.journey(many_tabs)
