"""Copying works without the clipboard API, which browsers restrict to TLS, and is announced to everyone, and the button
then reverts; a notice is not repeated after a reload."""

from playwright.sync_api import expect

import browser
import server

PROJECT = "harbour"

WITHOUT_CLIPBOARD = "Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined })"


def copying(visitor, _):
    page = visitor.page
    page.add_init_script(WITHOUT_CLIPBOARD)
    browser.administrator(visitor)
    server.call("POST", "/projects", {"id": PROJECT, "host": "Unknown", "namespace": "acme", "name": "harbour"})
    hook = {"url": server.Receiver().url, "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}
    webhook = server.call("POST", f"/projects/{PROJECT}/webhooks", hook)["id"]
    server.call("POST", f"/projects/{PROJECT}/webhooks/{webhook}/ping")
    delivery = server.until(
        lambda: server.call("GET", f"/projects/{PROJECT}/deliveries")["items"],
        lambda items: len(items) == 1 and items[0]["state"] == "delivered",
    )[0]["id"]
    visitor.go(f"/{PROJECT}/deliveries/{delivery}")
    button = page.locator(f"button[data-copy='{delivery}']")
    button.click()
    expect(button).to_have_text("✓ Copied")
    expect(page.get_by_role("status")).to_have_text("Copied")
    expect(button).to_have_text("Copy")
    expect(button).to_be_focused()
    search = page.get_by_role("searchbox")
    search.focus()
    page.keyboard.press("Control+v")
    expect(search).to_have_value(delivery)

    # If even the old command does not copy, the text is selected.
    page.evaluate("document.execCommand = () => false")
    page.locator("#as-curl-1 > summary").click()
    page.locator("#as-curl-1 button").click()
    expect(page.get_by_role("status")).to_have_text("Selected: press Ctrl+C")
    assert page.evaluate("getSelection().toString()").startswith("body=")

    notices(visitor, webhook)


def notices(visitor, webhook):
    """What a rotation says is shown once; the address can be sent to a colleague."""
    page = visitor.page
    visitor.go(f"/{PROJECT}/settings/webhooks/{webhook}")
    visitor.link("Rotate the secret").click()
    field = page.get_by_label("New secret")
    proposed = field.input_value()
    visitor.button("Generate").click()
    expect(field).not_to_have_value(proposed)
    visitor.button("Switch to this secret").click()
    expect(page.get_by_role("status")).to_have_text("Secret rotated.")
    expect(page.locator("#old-secret")).to_contain_text("webhook-signature")
    assert page.url.endswith(f"/settings/webhooks/{webhook}"), page.url
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.get_by_role("status").count() == 0 and page.locator("#old-secret").count() == 0

    # The confirmation step is a dialog over the page.
    page.get_by_role("link", name="Disable").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", name="Disable this webhook?")).to_be_visible()
    expect(dialog.get_by_role("link", name="Cancel")).to_be_focused()
    dialog.get_by_role("button", name="Disable").click()
    expect(page.get_by_role("status")).to_contain_text("Webhook disabled")


browser.journey(copying)
