"""Markup in every field that a user, a build or a receiver can set is shown as text, and never becomes active."""

import json
import urllib.error

import browser
import crawl
import sample_data
import server
import scenes

FOUND = """(document) => ({
  alive: [...document.querySelectorAll("x-alive, [data-alive], img[src*='/alive'], img[onerror]")]
    .map((e) => e.outerHTML.slice(0, 200)).concat(window.alive ? ["a script ran"] : []),
  text: [document.body.textContent, ...[...document.querySelectorAll("*")].flatMap((e) =>
    [e.value ?? "", ...[...e.attributes].map((a) => a.value)])].join("\\n"),
})"""
# Not in any field, but written by an analysis or an attempt: a member's name, a failure's detail.
WRITTEN = ("failed-reason", "warning", "attempt-detail")


def hostile(field):
    """Without a space, as an email address must be: `/` separates attributes as well."""
    if field == "own-header-name":
        return "X-own-header-name-'&lt;x-alive&gt;`".replace(";", "")
    if field == "asset-name":
        return "asset-name<x-alive>\"'{{{lang}}}.js"
    if field == "account-email":
        return f"{field}<x-alive>\"'@example.com"
    script = "<script>alive=1</script>" if "body" in field or field == "payload" else ""
    return f"{field}{script}<x-alive></x-alive><img/src=/alive/onerror=alive=1>\"'/data-alive=\"1{{{{lang}}}}"


def refused_fields():
    """Fields that accept no markup at all: refused, and so not shown."""
    project = f"/projects/{sample_data.SampleData.project}"
    for path, body in [
        ("/projects", {"id": "<b>x</b>", "host": "Unknown", "namespace": "n", "name": "n"}),
        (f"{project}/events", {"eventType": "<b>:x", "payload": {}}),
        (f"{project}/webhooks", {"url": "http://127.0.0.1:1/<b>"}),
        (f"{project}/webhooks", {"url": "http://127.0.0.1:1/", "headers": {"X-<b>": "1"}}),
        (f"{project}/webhooks", {"url": "http://127.0.0.1:1/", "eventType": "<b>:*"}),
    ]:
        try:
            server.call("POST", path, body)
        except urllib.error.HTTPError as refusal:
            assert refusal.code == 422, f"{path}: {refusal.code}"
        else:
            raise AssertionError(f"{path} takes {body}")


def written():
    """Puts markup where only the program itself writes."""
    with server.database() as db:
        db.execute(
            "UPDATE attempts SET detail = ?, messages = NULL WHERE messages IS NOT NULL", [hostile("attempt-detail")]
        )
        reason = "UPDATE artifacts SET failed_reason = ?, failure = NULL WHERE status = 'Failed'"
        db.execute(reason, [hostile("failed-reason")])
        warnings = json.dumps([hostile("warning")])
        db.execute("UPDATE artifacts SET warnings = ?, warning_codes = NULL WHERE status = 'Passed'", [warnings])


def markup(visitor, _):
    texts = sample_data.Texts(hostile)
    samples = sample_data.SampleData(texts)
    refused_fields()
    asked = []
    visitor.context.on("request", lambda request: asked.append(request.url))
    visitor.go(server.SIGN_IN_LINK)
    visitor.page.locator("#email").evaluate("(field) => { field.form.noValidate = true; }")
    browser.settle(visitor, name=texts("account-name"), email=texts("account-email"))
    scenes.invite(visitor, texts("invited-name"), "\"<x-alive>\"@example.com")
    invited = texts.used | {"invited-email": "\"<x-alive>\"@example.com"}
    member = {"email": texts.used["account-email"], "role": "admin"}
    visitor.go(f"/{samples.project}/settings/members")
    scenes.send(visitor, "/members", member)
    unseen = dict(invited)
    paths = samples.pages()
    look_at(visitor, paths, unseen)
    written()
    unseen |= {field: hostile(field) for field in WRITTEN}
    look_at(visitor, [path for path in paths if "/deliveries/" in path or "/artifacts/" in path], unseen)
    # A refused form returns its input, and a dialog is built from a fetched page.
    typed = {name: hostile(f"typed-{name}") for name in ("url", "expression", "description", "headers", "timeout")}
    for name, scene in refused(samples, typed):
        scene(visitor)
        unseen |= {f"typed-{field}": value for field, value in typed.items() if name == "a webhook"}
        look(visitor.page, name, unseen)
    assert not [url for url in asked if url.endswith("/alive")]
    # Custom headers' values are never shown, source files are not on the pages yet, and event types and expressions
    # accept no markup.
    for field in ("own-header", "source-file", "event-type"):
        unseen.pop(field, None)
    assert not unseen, f"never shown, so that nothing was proved: {sorted(unseen)}"


def refused(samples, typed):
    at = f"/{samples.project}"
    new = f"{at}/settings/webhooks/new"
    evil = hostile("typed")
    return [
        ("a webhook", scenes.sending(new, "/settings/webhooks", typed)),
        ("a project", scenes.sending("/projects/new", "/projects/new", {"id": evil, "name": evil, "namespace": evil})),
        ("a token", scenes.sending(f"{at}/settings/tokens", "/tokens", {"name": evil + "x" * 300})),
        ("a member", scenes.sending(f"{at}/settings/members", "/members", {"email": evil})),
        ("an application", scenes.sending("/applications", "/applications", {"name": evil + "x" * 100})),
        ("a member application", scenes.sending(
            f"{at}/settings/members", "/members/applications", {"application": evil})),
        ("an invitation", scenes.sending("/admin", "/invitations", {"name": evil, "email": evil})),
        ("a search", scenes.opening("/?q=%3Cx-alive%3E%3C/x-alive%3E")),
        ("filters", scenes.opening(f"{at}/deliveries?eventType=%22%3E%3Cx-alive%3E&since=%22%3E%3Cx-alive%3E")),
        ("other filters", scenes.opening(f"{at}/artifacts?branch=%22%3E%3Cx-alive%3E&hash=%22%3E%3Cx-alive%3E")),
        ("signing in", scenes.opening("/sign-in?to=/%22%3E%3Cx-alive%3E")),
        ("no project", scenes.opening("/%3Cx-alive%3E")),
    ]


def look_at(visitor, paths, unseen):
    """Opens one page of each kind, with its scripts, which are the same on all of them, and on every store."""
    kinds = set()
    for path in paths:
        if crawl.kind(path) in kinds or server.IS_POSTGRES:
            check(visitor.reads(path, FOUND)[1], path, unseen)
        else:
            kinds.add(crawl.kind(path))
            visitor.go(path)
            look(visitor.page, path, unseen)


def look(page, kind, unseen):
    check(page.evaluate(f"() => ({FOUND})(document)"), kind, unseen)


def check(found, kind, unseen):
    """Nothing is active; the fields that are seen here as text are removed from `unseen`."""
    assert not found["alive"], f"{kind}: {found['alive']}"
    text = found["text"]
    for field in [field for field, value in unseen.items() if value in text or escaped_json(value) in text]:
        del unseen[field]


def escaped_json(value):
    return value.replace('"', '\\"')


browser.journey(markup)
