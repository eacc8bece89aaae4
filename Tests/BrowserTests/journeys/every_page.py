"""Every page in every state keeps every page's promises."""

import browser
import checks
import crawl
import sample_data
import scenes


def every_page(visitor, driver):
    samples = sample_data.SampleData()
    cast = scenes.Cast(visitor, driver, samples)
    faults = browser.each(cast.scenes(samples), checks.check_page)
    for kind in crawl.unlisted(visitor, samples.pages()):
        faults += checks.check_page(visitor, kind)
    checks.none(faults)


browser.journey(every_page)
