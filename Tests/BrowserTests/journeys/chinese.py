"""In Simplified Chinese, as the browser prefers: every page's own text, with nothing left in English."""

import json

import browser
import checks
import sample_data
import server
import scenes

# Texts and names for screen readers, except what people typed, and code. What is marked as another language is checked
# separately.
TEXTS = """() => {
  const typed = "code, pre, kbd, script, textarea, .mono, [lang]:not(html)";
  const texts = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());)
    if (!node.parentElement.closest(typed)) texts.push(node.data);
  for (const element of document.querySelectorAll("[aria-label], [title], [placeholder], [alt]"))
    if (!element.closest("code, pre, .mono"))
      for (const name of ["aria-label", "placeholder", "alt"]) texts.push(element.getAttribute(name) ?? "");
  return texts.map((text) => text.replace(/\\s+/g, " ").trim()).filter(Boolean);
}"""


def english():
    """The English texts whose Chinese translation differs."""
    folders = ("Sources/Server/Pages/Strings", "Sources/TreemapDrawing/Resources")
    tables = [json.loads(path.read_text()) for folder in folders for path in (server.ROOT / folder).glob("*.json")]
    entries = [texts for table in tables for texts in table.values()]
    chinese_texts = {texts["zh-Hans"] for texts in entries}
    return {texts["en"] for texts in entries if texts["en"] != texts["zh-Hans"]} - chinese_texts


def is_sentence(text):
    """Three English words in a row are not a name."""
    run = 0
    for word in text.split(" "):
        run = run + 1 if word.strip(".,:;!?()'\"").isalpha() and word.isascii() else 0
        if run >= 3:
            return True
    return False


def one_word(field):
    """What people typed is never a sentence, so any sentence that is found is the pages' own."""
    return "-".join(sample_data.REAL[field].split(" ")) if field != "refusal-body" else sample_data.REAL[field]


def chinese(visitor, driver):
    samples = sample_data.SampleData(sample_data.Texts(one_word))
    cast = scenes.Cast(visitor, driver, samples)
    checks.none(browser.each(cast.scenes(samples), look, locale="zh-CN"))
    stays_switched(visitor)


KNOWN = english()


def look(visitor, name):
    page = visitor.page
    faults = []
    if page.locator("html").get_attribute("lang") != "zh-Hans":
        faults.append(f"its lang is {page.locator('html').get_attribute('lang')}")
    faults += [text for text in page.evaluate(TEXTS) if text in KNOWN or is_sentence(text)]
    foreign = page.locator("main [lang]:not([lang^=zh])").all_inner_texts()
    return [f"{name} ({page.url}): {fault}" for fault in faults + foreign]


def stays_switched(visitor):
    """The language stays as it was switched by hand."""
    page = visitor.page
    visitor.go("/account")
    page.get_by_role("link", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    visitor.go("/account")
    assert page.locator("html").get_attribute("lang") == "en"


browser.journey(chinese, locale="zh-CN")
