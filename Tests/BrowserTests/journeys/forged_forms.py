"""A form that another site submits, without the key that only our own pages have, is refused and changes nothing."""

from urllib.parse import urlencode

import browser
import sample_data
import server
import scenes

FORMS = """(document) => [...document.querySelectorAll("form")].filter((f) => f.getAttribute("method") === "post").map((f) => ({
  action: f.getAttribute("action"), key: f.querySelector("[name=form-key]")?.value ?? null,
  buttons: [...f.querySelectorAll("button[name]")].map((b) => [b.name, b.value]),
  fields: [...new FormData(f)].filter(([name, value]) => name !== "form-key" && typeof value === "string") }))"""
# Valid input for each form: an empty one would be refused anyway.
FILLED = {
    "url": "https://forged.example/", "id": "forged", "namespace": "forged", "email": "forged@example.com",
    "name": "Forged", "password": "seven forged ferries", "again": "seven forged ferries", "confirm": "1",
    "application": "idle",
}
# Every form on the pages, by the end of its action.
ENDINGS = {
    "/sign-in", "/sign-out", "/account/password", "/projects/new", "/admin/invitations", "/admin/accounts/{n}",
    "/settings", "/settings/delete", "/settings/webhooks", "/settings/webhooks/{n}", "/ping", "/enable", "/disable",
    "/remove", "/secret", "/replays", "/redeliver", "/settings/members", "/settings/members/{n}", "/settings/tokens",
    "/settings/budgets",
    "/settings/members/applications", "/applications", "/applications/{n}/delete", "/applications/{n}/tokens",
    "/applications/{n}/webhooks", "/applications/{n}/webhooks/{n}", "/revoke", "/sign-in/{code}", "/invite/{code}",
}


def forged_forms(visitor, driver):
    samples = sample_data.SampleData()
    first = browser.Visitor(driver)
    # The link of the first start, before it is used: it still works after the forgery.
    for form in forms_of(first, [server.SIGN_IN_LINK.removeprefix(server.URL)]):
        forge(first, form)
    cast = scenes.Cast(visitor, driver, samples)
    stranger = browser.Visitor(driver)
    forms = forms_of(visitor, [*samples.pages(), *samples.pages()[:1]])
    strangers = forms_of(stranger, ["/sign-in", cast.invitation])
    reader = browser.Visitor(driver, storage_state=cast.reader)
    readers = forms_of(reader, ["/account"])
    missing = [end for end in ENDINGS if not any(ends(form["action"], end) for form in forms + strangers + [SETTLING])]
    assert not missing, f"these forms were not found: {missing}"

    before = samples.everything()
    for person, found in ((visitor, forms), (stranger, strangers), (reader, readers)):
        for form in found:
            forge(person, form)
    assert visitor.status_of("/account") == 200, "a forged form signed the visitor out"
    after = samples.everything()
    changed = [table for table in before if before[table] != after.get(table)]
    assert not changed, [(table, set(before[table]) ^ set(after[table])) for table in changed]
    # The same form with its key is accepted, so the refusals above are due to the key.
    out = next(form for form in forms if form["action"].endswith("/sign-out"))
    assert send(visitor, out["action"], [["form-key", out["key"]]]) == 303


SETTLING = {"action": server.SIGN_IN_LINK}


def forms_of(person, paths):
    """Every form there: forms that differ in their action, their buttons or their values count separately."""
    found = {}
    for path in paths:
        _, forms = person.reads(path, FORMS)
        for form in forms:
            assert form["action"].startswith("/"), f"the form of {path} is sent to {form['action']}"
            form["action"] = server.URL + form["action"]
            found.setdefault((form["action"], str(form["buttons"]), str(form["fields"])), form)
    return list(found.values())


def ends(action, ending):
    """`{n}` stands for a number, `{code}` for any single part of a path."""
    have, want = action.split("/"), ending.split("/")[1:]
    return len(have) >= len(want) and all(
        part == expected or expected == "{code}" or (expected == "{n}" and part.isdigit())
        for part, expected in zip(have[-len(want):], want)
    )


def forge(person, form):
    assert form["key"], f"the form of {form['action']} has no key"
    fields = [[name, value or FILLED.get(name, "")] for name, value in form["fields"]]
    fields += [[name, value] for name, value in FILLED.items() if name not in dict(form["fields"])]
    for key in ([], [["form-key", ""]], [["form-key", "0" * len(form["key"])]]):
        for button in form["buttons"] or [[]]:
            pairs = fields + [pair for pair in [button] if pair] + key
            answer = send(person, form["action"], pairs)
            assert answer == 403, f"{form['action']} with {pairs} answers {answer} instead of 403"


def send(person, url, pairs):
    answer = person.context.request.post(
        url,
        data=urlencode([tuple(pair) for pair in pairs]),
        headers={"Content-Type": "application/x-www-form-urlencoded", "Referer": server.URL},
        max_redirects=0,
    )
    return answer.status


browser.journey(forged_forms)
