"""The administrator signs in with the link from the first start, once; then with email and password."""

from playwright.sync_api import expect

import browser
import checks
import server


def sign_in(visitor, _):
    page = visitor.page
    faults = []
    visitor.go("/account")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    faults += checks.check_page(visitor, "sign in")

    visitor.go(server.SIGN_IN_LINK)
    faults += checks.check_page(visitor, "welcome")
    visitor.fill("Email", browser.EMAIL)
    visitor.fill("Name", browser.NAME)
    visitor.fill("Password", "short")
    visitor.fill("Confirm password", "short")
    visitor.button("Create account").click()
    expect(page.get_by_role("alert")).to_contain_text("Password")
    expect(page.get_by_role("alert")).to_be_focused()
    assert page.title().startswith("Error: "), page.title()
    faults += checks.check_page(visitor, "welcome, refused")
    expect(page.get_by_label("Email", exact=True)).to_have_value(browser.EMAIL)
    browser.settle(visitor)

    visitor.go("/account")
    expect(page.get_by_role("link", name=browser.NAME, exact=True)).to_be_visible()
    faults += checks.check_page(visitor, "account")
    visitor.button("Sign out").click()
    expect(page.get_by_role("status")).to_contain_text("signed out")
    assert visitor.status_of("/account") == 303
    assert visitor.status_of(server.SIGN_IN_LINK.removeprefix(server.URL)) == 404, "the link works twice"

    visitor.go("/account")
    visitor.fill("Email", browser.EMAIL)
    visitor.fill("Password", "not the one")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("Incorrect email or password")
    expect(page.get_by_role("alert")).to_be_focused()
    visitor.fill("Password", browser.PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Account")
    checks.none(faults)


browser.journey(sign_in)
