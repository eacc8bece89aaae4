"""In Simplified Chinese, as the browser asks for it: every page's own words, with nothing left in English."""

import json

import browser
import checks
import crawl
import furniture
import house

# Texts and names for screen readers, but not what people typed, nor code, nor what an analysis or an attempt left in
# English in the store: audits, warnings, details.
TEXTS = """() => {
  const stored = "code, pre, kbd, script, .mono, [lang]:not(html), #artifact table, #artifact ul, #delivery p.quiet";
  const texts = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());)
    if (!node.parentElement.closest(stored)) texts.push(node.data);
  for (const element of document.querySelectorAll("[aria-label], [title], [placeholder], [alt]"))
    if (!element.closest("code, pre, .mono"))
      for (const name of ["aria-label", "placeholder", "alt"]) texts.push(element.getAttribute(name) ?? "");
  return texts.map((text) => text.replace(/\\s+/g, " ").trim()).filter(Boolean);
}"""


def english():
    """The English texts that have a Chinese one which differs."""
    tables = [json.loads(path.read_text()) for path in house.ROOT.glob("Sources/Server/Pages/Words/*.json")]
    entries = [texts for table in tables for texts in table.values()]
    chinese_texts = {texts["zh-Hans"] for texts in entries}
    return {texts["en"] for texts in entries if texts["en"] != texts["zh-Hans"]} - chinese_texts


def is_sentence(text):
    """Three English words in a row are no name."""
    run = 0
    for word in text.split(" "):
        run = run + 1 if word.strip(".,:;!?()'\"").isalpha() and word.isascii() else 0
        if run >= 3:
            return True
    return False


def chinese(visitor, _):
    furnished = furniture.Furniture()
    page = visitor.page
    browser.administrator(visitor)
    known = english()
    faults = []
    for kind in crawl.pages(visitor, ["/", f"/{furnished.project}"]):
        if page.locator("html").get_attribute("lang") != "zh-Hans":
            faults.append(f"{kind}: its lang is {page.locator('html').get_attribute('lang')}")
        for text in page.evaluate(TEXTS):
            if text in known or is_sentence(text):
                faults.append(f"{kind}: {text}")
    checks.none(faults)
    # Switched by hand, it stays so.
    visitor.go("/account")
    page.get_by_role("link", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    visitor.go("/account")
    assert page.locator("html").get_attribute("lang") == "en"


browser.journey(chinese, locale="zh-CN")
