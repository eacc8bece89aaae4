"""On a phone, 375 px wide: the main steps, and no page that scrolls sideways or is too small to touch."""

import browser
import checks
import crawl
import furniture
import story


def phone(visitor, _):
    browser.administrator(visitor)
    furnished = furniture.Furniture()
    told = story.Story(visitor)
    told.creates_a_webhook()
    told.pings()
    faults = []
    for kind in crawl.pages(visitor, ["/", f"/{furnished.project}"]):
        found = checks.overflow(visitor.page) + checks.violations(visitor.page)
        faults += [f"{kind}: {fault}" for fault in found]
    checks.none(faults)


browser.journey(phone, viewport=checks.NARROW, is_mobile=True, has_touch=True, device_scale_factor=2)
