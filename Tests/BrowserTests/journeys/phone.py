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
    at_a_glance(visitor, samples)
    # Each page in a window as narrow as this is among the checks of every page.
    kinds, _ = scenes.one_of_each_kind(cast.scenes(samples))
    checks.none(browser.each(kinds, look, **PHONE))


def at_a_glance(visitor, samples):
    """What one sees without scrolling, on the smallest phones in use."""
    page = visitor.page
    at = f"/{samples.project}"
    page.set_viewport_size({"width": 375, "height": 667})
    visitor.go(f"{at}/deliveries")
    row = page.locator("#deliveries tbody tr").first.bounding_box()
    assert row["y"] + row["height"] <= 667, f"the first delivery is not above the fold: {row}"
    visitor.go(f"{at}/settings/webhooks")
    urls = page.locator("#webhooks .cut").all()
    shown = [url.inner_text().replace("\n", "") for url in urls]
    assert len(shown) > 2 and shown == [url.get_attribute("title") for url in urls], shown
    clipped = page.evaluate("() => [...document.querySelectorAll('#webhooks .cut *')].filter((e) => "
        "getComputedStyle(e).display !== 'inline' && e.scrollWidth > e.clientWidth + 1).map((e) => e.outerHTML)")
    assert not clipped, clipped
    for width in (375, 320):
        page.set_viewport_size({"width": width, "height": 667})
        for path in (at, "/admin", "/account", f"{at}/settings/tokens"):
            visitor.go(path)
            assert not checks.overflow(page), (width, path, checks.overflow(page))
            bar = page.locator("header.bar").bounding_box()
            assert bar["height"] <= 56, f"the bar has more than one row at {width} px: {bar}"
    menu = page.locator(".who summary")
    menu.click()
    page.get_by_role("link", name="Administration").wait_for()
    page.keyboard.press("Escape")
    assert not page.locator(".who details[open]").count(), "Escape does not close the menu"
    page.set_viewport_size(checks.NARROW)


def look(visitor, name):
    page = visitor.page
    found = checks.overflow(page) + checks.violations(page, schemes=(("light", checks.NARROWED),))
    # Collapsed content is as wide as the rest.
    found += checks.unfold(page) + checks.overflow(page)
    found += checks.cut_off(page)
    return [f"{name} ({page.url}): {fault}" for fault in found]


browser.journey(phone, **PHONE)
