"""Pages in intermediate states: dialogs, refused forms, secrets shown once, problems, and what visitors with fewer
permissions see. Found by names and paths, which are the same in every language."""

import browser
import crawl
import server

# A form may have a field named "method", which hides the form's own property; so its attribute is read. Fills in the
# form whose action ends like this, and submits it past the browser's own validation.
SEND = """([ending, values]) => {
  const form = [...document.forms].find((f) => f.getAttribute("method") === "post" && new URL(f.action).pathname.endsWith(ending));
  form.noValidate = true;
  for (const [name, value] of Object.entries(values)) {
    for (const field of form.querySelectorAll(`[name="${name}"]`)) {
      if (field.type === "checkbox") field.checked = value === field.value; else field.value = value;
    }
  }
  form.requestSubmit(form.querySelector("button:not([type=button])"));
}"""
LONG = "x" * 120 + " " + "y" * 60
WRONG_WEBHOOK = {
    "url": f"ftp://example.com/{LONG}", "secret": "whsec_?", "expression": "mine:*", "description": LONG * 2,
    "headers": f"no colon {LONG}\nHost: x\nX-A: 1\nx-a: 2", "retrySchedule": "0, x, 99999999", "timeout": "99",
    "maxConcurrency": "0", "rateLimit": "x",
}


def send(visitor, ending, values):
    with visitor.page.expect_navigation(wait_until="load") as navigation:
        visitor.page.evaluate(SEND, [ending, values])
    visitor.saw(navigation.value)


def sending(path, ending, values):
    def scene(visitor):
        visitor.go(path)
        send(visitor, ending, values)

    return scene


class Opening:
    """The steps that only open a page."""

    def __init__(self, path):
        self.path = path

    def __call__(self, visitor):
        visitor.go(self.path)


def opening(path):
    return Opening(path)


def one_of_each_kind(scenes):
    """The first scene of each kind of page, and the others."""
    kinds, others = {}, []
    for scene in scenes:
        cookies, name, _ = scene
        if kinds.setdefault((id(cookies), crawl.kind(name)), scene) is not scene:
            others.append(scene)
    return list(kinds.values()), others


def of_admin(samples):
    """Pairs of a name and the steps that bring a page there."""
    at = f"/{samples.project}"
    hooks = f"{at}/settings/webhooks"
    hook = f"{hooks}/{samples.webhook}"

    def dialog(visitor):
        visitor.go(hooks)
        visitor.page.locator("a[data-dialog]").first.click()
        visitor.page.locator("dialog[open] #url").wait_for()

    def dialog_refused(visitor):
        dialog(visitor)
        send(visitor, "/settings/webhooks", WRONG_WEBHOOK)

    def keys(visitor):
        visitor.go(at)
        visitor.page.keyboard.press("?")
        visitor.page.locator("dialog#keys[open]").wait_for()

    scenes = {
        "the Create dialog": dialog,
        "the Create dialog, refused": dialog_refused,
        "the keys": keys,
        "a webhook, refused": sending(hook, f"/{samples.webhook}", WRONG_WEBHOOK),
        "a secret, refused": sending(f"{hook}/secret", "/secret", {"secret": "whsec_?"}),
        "a secret, rotated": sending(f"{hook}/secret", "/secret", {"overlapHours": "1"}),
        "a removal without a tick": sending(hook, "/remove", {}),
        "a project, refused": sending("/projects/new", "/projects/new", {"id": "X y", "name": "", "baselineBranch": "/(/"}),
        "a project that is there": sending(
            "/projects/new", "/projects/new", {"id": samples.project, "name": "n", "namespace": "n"}),
        "settings, refused": sending(f"{at}/settings", "/settings", {"namespace": "", "name": LONG * 2}),
        "a deletion, refused": sending(f"{at}/settings", "/delete", {"confirm": "another"}),
        "a token, refused": sending(f"{at}/settings/tokens", "/tokens", {"name": "", "scopes": "none"}),
        "a token, made": sending(f"{at}/settings/tokens", "/tokens", {"name": "ci"}),
        "budgets, refused": sending(f"{at}/settings/budgets", "/budgets", {"text": "budgets:\n  - on: nothing\n    max: 1"}),
        "a member, refused": sending(f"{at}/settings/members", "/members", {"email": "nobody@example.com"}),
        "an application that is none": sending(f"{at}/settings/members", "/members/applications", {"application": LONG}),
        "an application, refused": sending("/applications", "/applications", {"name": "12"}),
        "an application that is there": sending("/applications", "/applications", {"name": "idle"}),
        "an application's end, refused": sending(
            f"/applications/{samples.idle}", f"/{samples.idle}/delete", {"confirm": "another"}),
        "an application's token, made": sending(
            f"/applications/{samples.idle}/tokens", f"/{samples.idle}/tokens", {"name": "ci"}),
        "no application": opening("/applications/99999"),
        "an invitation, refused": sending("/admin", "/invitations", {"name": "", "email": "no"}),
        "a password, refused": sending("/account", "/account/password", {"now": "no", "password": "short"}),
        "a form without its key": sending(f"{at}/settings", "/settings", {"form-key": "no"}),
        "no project": opening("/nowhere"),
        "no webhook": opening(f"{hooks}/99999"),
        "no delivery": opening(f"{at}/deliveries/00000000-0000-7000-8000-000000000000"),
        "no artifact": opening(f"{at}/artifacts/99999"),
        "no comparison": opening(f"{at}/compare/{samples.artifacts[4]}...99999"),
    }
    return list(scenes.items())


def of_reader(samples):
    at = f"/{samples.project}"
    paths = ["/", at, f"{at}/artifacts", f"{at}/artifacts/{samples.artifacts[0]}", f"{at}/deliveries", "/admin",
        "/applications"]
    return [(path, opening(path)) for path in [*paths, f"{at}/settings/webhooks", f"/{samples.empty}"]]


def of_stranger(samples, invitation):
    at = f"/{samples.project}"
    paths = ["/", at, f"{at}/artifacts/{samples.artifacts[0]}", "/sign-in", invitation, "/invite/used"]
    wrong = {"email": "no", "name": "", "password": "short", "again": "other"}
    forms = [
        ("signing in, refused", sending("/sign-in", "/sign-in", {"email": "no@example.com", "password": "wrong"})),
        ("an invitation, refused", sending(invitation, invitation, wrong)),
    ]
    return [(path, opening(path)) for path in paths] + forms


class Cast:
    """The administrator, a reader of the project, and an unused invitation; as browser states."""

    def __init__(self, visitor, driver, samples):
        texts = samples.texts
        browser.administrator(visitor)
        self.admin = visitor.context.storage_state()
        link = invite(visitor, texts("account-name"), texts("account-email"))
        reader = browser.Visitor(driver)
        reader.go(link)
        browser.settle(reader, name=texts.used["account-name"], email=texts.used["account-email"])
        self.reader = reader.context.storage_state()
        reader.context.close()
        visitor.go(f"/{samples.project}/settings/members")
        send(visitor, "/members", {"email": texts.used["account-email"], "role": "read"})
        self.invitation = invite(visitor, "Guest", "guest@example.com").removeprefix(server.URL)

    def scenes(self, samples):
        """Everything there is to see: the visitor, the name, and the steps that bring a page there."""
        found = [(self.admin, path, opening(path)) for path in samples.pages()]
        found += [(self.admin, *scene) for scene in of_admin(samples)]
        found += [(self.reader, "as a reader: " + name, scene) for name, scene in of_reader(samples)]
        return found + [
            (None, "as a stranger: " + name, scene) for name, scene in of_stranger(samples, self.invitation)
        ]


def invite(visitor, name, email):
    visitor.go("/admin")
    send(visitor, "/invitations", {"name": name, "email": email})
    return visitor.page.locator("#made-link").inner_text().strip()
