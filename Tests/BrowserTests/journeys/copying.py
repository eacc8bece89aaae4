"""Copying works without the clipboard API, which browsers restrict to TLS, and is announced to everyone, and the button
then reverts; a notice is not repeated after a reload."""

from playwright.sync_api import expect

import browser
import sample_data
import server

WITHOUT_CLIPBOARD = "Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined })"


def copying(visitor, _):
    page = visitor.page
    page.add_init_script(WITHOUT_CLIPBOARD)
    samples = sample_data.SampleData()
    browser.administrator(visitor)
    items = server.call("GET", f"/projects/{samples.project}/deliveries")["items"]
    delivery = next(item["id"] for item in items if item["attemptCount"] > 0)
    visitor.go(f"/{samples.project}/deliveries/{delivery}")
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

    notices(visitor, samples)


def notices(visitor, samples):
    """What a rotation says is shown once; the address can be sent to a colleague."""
    page = visitor.page
    visitor.go(f"/{samples.project}/settings/webhooks/{samples.webhook}")
    visitor.link("Rotate the secret").click()
    field = page.get_by_label("New secret")
    proposed = field.input_value()
    visitor.button("Generate").click()
    expect(field).not_to_have_value(proposed)
    visitor.button("Switch to this secret").click()
    expect(page.get_by_role("status")).to_have_text("Secret rotated.")
    expect(page.locator("#old-secret")).to_contain_text("webhook-signature")
    assert page.url.endswith(f"/settings/webhooks/{samples.webhook}"), page.url
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
