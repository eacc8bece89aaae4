"""The first day with the product: from the link of the first start to a replay, and a reader with limited permissions.
"""

from playwright.sync_api import expect

import browser
import server
import story


def first_day(visitor, driver):
    browser.administrator(visitor)
    told = story.Story(visitor)
    story.creates_the_project(visitor)
    told.creates_a_webhook()
    told.is_refused_in_sight()
    told.pings()
    told.takes_a_token()
    told.uploads("1" * 40, "const one = 1;\n" * 60)
    told.watches_a_report()
    told.sees_it_fail("2" * 40)
    told.mends_and_redelivers()
    told.rotates_the_secret()
    told.replays_an_hour()
    reader(visitor, driver)


def reader(visitor, driver):
    """Invites someone, makes them a reader of the project, and checks that actions for admins are refused."""
    visitor.go("/admin")
    visitor.fill("Name", "Rea")
    visitor.fill("Email", "rea@example.com")
    visitor.button("Invite user").click()
    link = visitor.page.locator("#made-link").inner_text().strip()
    invited = browser.Visitor(driver)
    invited.go(link)
    browser.settle(invited, name="Rea", email="rea@example.com", password="a reader's own words")
    assert invited.status_of(f"/{story.PROJECT}") == 404, "the project is seen by who is no member of it"
    visitor.go(f"/{story.PROJECT}/settings/members")
    visitor.fill("Email", "rea@example.com")
    visitor.button("Add member").click()
    expect(visitor.page.get_by_role("row", name="Rea")).to_be_visible()

    invited.go(f"/{story.PROJECT}")
    expect(invited.page.get_by_role("link", name="Artifacts", exact=True)).to_be_visible()
    assert invited.link("Webhook").count() == 0 and invited.link("Deliveries").count() == 0
    for path in ("/deliveries", "/settings", "/settings/webhooks", "/settings/webhooks/new", "/settings/members"):
        assert invited.status_of(f"/{story.PROJECT}{path}") == 403, path
    assert invited.status_of("/admin") == 403
    invited.go(f"/{story.PROJECT}/settings/webhooks")
    expect(invited.page.get_by_role("heading", level=1)).to_have_text("You don't have permission to do that")
    invited.no_complaints()


browser.journey(first_day)
