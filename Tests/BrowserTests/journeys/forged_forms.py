"""A form that another site sends, without the key that only our own pages have, is refused and changes nothing."""

from urllib.parse import urlencode

import browser
import crawl
import furniture
import house

FORMS = """() => [...document.querySelectorAll("form")].filter((f) => f.method === "post").map((f) => ({
  action: f.action, key: f.querySelector("[name=form-key]")?.value ?? null,
  buttons: [...f.querySelectorAll("button[name]")].map((b) => [b.name, b.value]),
  fields: [...new FormData(f)].filter(([name, value]) => name !== "form-key" && typeof value === "string") }))"""


def forged_forms(visitor, driver):
    furnished = furniture.Furniture()
    browser.administrator(visitor)
    forms = {}
    for _ in crawl.pages(visitor, ["/account", "/admin", f"/{furnished.project}/settings/tokens", "/account"]):
        for form in visitor.page.evaluate(FORMS):
            forms.setdefault(crawl.kind(form["action"]), form)
    stranger = browser.Visitor(driver)
    stranger.go("/sign-in")
    for form in stranger.page.evaluate(FORMS):
        forms.setdefault(crawl.kind(form["action"]), form)
    assert len(forms) >= 8, f"only these forms were found: {sorted(forms)}"

    before = furnished.state()
    for kind, form in forms.items():
        assert form["key"], f"the form {kind} has no key"
        for key in ([], [["form-key", ""]], [["form-key", "0" * len(form["key"])]]):
            for button in form["buttons"] or [[]]:
                pairs = form["fields"] + [pair for pair in [button] if pair] + key
                sent_by = stranger if kind == "/sign-in" else visitor
                answer = send(sent_by, form["action"], pairs)
                assert answer == 403, f"{kind} with {pairs} answers {answer} instead of 403"
    assert visitor.status_of("/account") == 200, "a forged form signed the visitor out"
    after = furnished.state()
    assert before == after, f"{before}\nbecame\n{after}"
    # The same form with its key is taken, so that the refusals above are the key's.
    out = forms["/sign-out"]
    assert send(visitor, out["action"], [["form-key", out["key"]]]) == 303


def send(visitor, url, pairs):
    answer = visitor.context.request.post(
        url,
        data=urlencode([tuple(pair) for pair in pairs]),
        headers={"Content-Type": "application/x-www-form-urlencoded", "Referer": house.URL},
        max_redirects=0,
    )
    return answer.status


browser.journey(forged_forms)
