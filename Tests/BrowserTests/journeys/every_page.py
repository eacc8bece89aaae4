"""Every page, with something on it, keeps what every page promises."""

import browser
import checks
import crawl
import furniture


def every_page(visitor, _):
    furnished = furniture.Furniture()
    browser.administrator(visitor)
    faults = []
    for kind in crawl.pages(visitor, ["/account", "/admin", f"/{furnished.project}/settings/tokens"]):
        faults += checks.check_page(visitor, kind)
    checks.none(faults)


browser.journey(every_page)
