"""Markup in every field that a user can set is shown as the text it is, and nowhere comes alive."""

import urllib.error

import browser
import crawl
import furniture
import house

ALIVE = """() => [...document.querySelectorAll("x-alive, [data-alive], img[src*='/alive'], img[onerror]")]
  .map((e) => e.outerHTML.slice(0, 200)).concat(window.alive ? ["a script ran"] : [])"""


def hostile(field):
    """Without a space, as an email address must be: `/` parts attributes as well."""
    script = "<script>alive=1</script>" if "body" in field or field == "payload" else ""
    return f"{field}{script}<x-alive></x-alive><img/src=/alive/onerror=alive=1>\"'/data-alive=\"1{{{{lang}}}}"


def refused_fields():
    """Fields that take no markup at all: refused, and so not shown."""
    project = f"/projects/{furniture.Furniture.project}"
    for path, body in [
        ("/projects", {"id": "<b>x</b>", "host": "Unknown", "namespace": "n", "name": "n"}),
        (f"{project}/events", {"eventType": "<b>:x", "payload": {}}),
        (f"{project}/webhooks", {"url": "http://127.0.0.1:1/", "headers": {"X-<b>": "1"}}),
    ]:
        try:
            house.call("POST", path, body)
        except urllib.error.HTTPError as refusal:
            assert refusal.code == 422, f"{path}: {refusal.code}"
        else:
            raise AssertionError(f"{path} takes {body}")


def markup(visitor, _):
    texts = furniture.Texts(hostile)
    furnished = furniture.Furniture(texts)
    refused_fields()
    page = visitor.page
    asked = []
    visitor.context.on("request", lambda request: asked.append(request.url))
    visitor.go(house.SIGN_IN_LINK)
    browser.settle(visitor, name=texts("account-name"))
    visitor.go("/admin")
    page.locator("#name").fill(texts("invited-name"))
    page.locator("#email").fill("\"<x-alive>\"@example.com")
    page.locator("#email").evaluate("(field) => { field.form.noValidate = true; }")
    visitor.button("Invite user").last.click()
    unseen = dict(texts.used)
    for kind in crawl.pages(visitor, ["/", f"/{furnished.project}", "/account"]):
        look(page, kind, unseen)
    for path in furnished.pages():
        visitor.go(path)
        look(page, path, unseen)
    assert not [url for url in asked if url.endswith("/alive")]
    # Values of own headers are written only; a source file is not on the pages yet.
    for field in ("own-header", "source-file"):
        unseen.pop(field, None)
    assert not unseen, f"never shown, so that nothing was proved: {sorted(unseen)}"


def look(page, kind, unseen):
    """Nothing is alive; the fields that are seen here as text are taken out of `unseen`."""
    alive = page.evaluate(ALIVE)
    assert not alive, f"{kind}: {alive}"
    text = page.evaluate(
        """() => [document.body.textContent, ...[...document.querySelectorAll("*")].flatMap((e) =>
          [...e.attributes].map((a) => a.value))].join("\\n")"""
    )
    for field in [field for field, value in unseen.items() if value in text or escaped_json(value) in text]:
        del unseen[field]


def escaped_json(value):
    return value.replace('"', '\\"')


browser.journey(markup)
