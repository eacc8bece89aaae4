"""Every page in every state keeps every page's promises."""

import browser
import checks
import crawl
import sample_data
import scenes


def every_page(visitor, driver):
    samples = sample_data.SampleData()
    cast = scenes.Cast(visitor, driver, samples)
    faults = browser.each(cast.scenes(samples), look)
    for kind in crawl.unlisted(visitor, samples.pages()):
        faults += checks.check_page(visitor, kind)
    checks.none(faults)


def look(visitor, name):
    """All pages of a kind have the same controls: the keyboard walks through one of each."""
    kind = crawl.kind(name)
    is_first = kind not in KINDS
    KINDS.add(kind)
    return checks.check_page(visitor, name, by_keyboard=is_first)


KINDS = set()

browser.journey(every_page)
