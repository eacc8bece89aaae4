"""Every page in every state keeps what every page promises."""

import browser
import checks
import crawl
import furniture
import scenes


def every_page(visitor, driver):
    furnished = furniture.Furniture()
    cast = scenes.Cast(visitor, driver, furnished)
    faults = browser.each(cast.scenes(furnished), look, script=checks.AXE_SCRIPT)
    for kind in crawl.unlisted(visitor, furnished.pages()):
        faults += checks.check_page(visitor, kind)
    checks.none(faults)


def look(visitor, name):
    """The controls of one page of a kind are those of the others: the keyboard goes through one of each."""
    kind = crawl.kind(name)
    is_first = kind not in KINDS
    KINDS.add(kind)
    return checks.check_page(visitor, name, by_keyboard=is_first)


KINDS = set()

browser.journey(every_page)
