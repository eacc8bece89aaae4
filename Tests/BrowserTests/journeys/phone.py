"""On a phone, 375 px wide: the main steps, and no page that scrolls sideways or is too small to touch."""

import browser
import checks
import sample_data
import scenes
import story

PHONE = {"viewport": checks.NARROW, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}


def phone(visitor, driver):
    samples = sample_data.SampleData()
    cast = scenes.Cast(visitor, driver, samples)
    told = story.Story(visitor)
    told.creates_a_webhook()
    told.pings()
    checks.none(browser.each(cast.scenes(samples), look, script=checks.AXE_SCRIPT, **PHONE))


def look(visitor, name):
    page = visitor.page
    found = checks.overflow(page) + checks.violations(page, schemes=(("light", checks.NARROWED),))
    # Collapsed content is as wide as the rest.
    found += checks.unfold(page) + checks.overflow(page)
    found += [f"cut off without a way to see it: {element}" for element in page.evaluate(CUT)]
    return [f"{name} ({page.url}): {fault}" for fault in found]


# Text that is cut off at the side, and that neither its title nor scrolling reveals.
CUT = """() => [...document.querySelectorAll("main *")].filter((e) => e.scrollWidth > e.clientWidth + 1
  && getComputedStyle(e).overflowX === "hidden" && e.checkVisibility() && !e.closest("[title]")
  && !e.matches(".visually-hidden, thead, thead *, input, select"))
  .map((e) => e.outerHTML.slice(0, 160))"""

browser.journey(phone, **PHONE)
