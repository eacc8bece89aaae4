"""In Simplified Chinese, as the browser prefers: every page's own text, with nothing left in English."""

import json

import browser
import checks
import sample_data
import server
import scenes

# Texts and names for screen readers, except what people typed, and code. What is marked as another language is checked
# separately.
TEXTS = """(document) => {
  const typed = "code, pre, kbd, script, textarea, .mono, [lang]:not(html)";
  const texts = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());)
    if (!node.parentElement.closest(typed)) texts.push(node.data);
  for (const element of document.querySelectorAll("[aria-label], [title], [placeholder], [alt]"))
    if (!element.closest("code, pre, .mono"))
      for (const name of ["aria-label", "placeholder", "alt"]) texts.push(element.getAttribute(name) ?? "");
  return {
    language: document.documentElement.lang,
    texts: texts.map((text) => text.replace(/\\s+/g, " ").trim()).filter(Boolean),
    foreign: [...document.querySelectorAll("main [lang]:not([lang^=zh])")].map((e) => e.textContent),
  };
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
    kinds, others = scenes.one_of_each_kind(cast.scenes(samples))
    # A kind's scripts are the same on each of its pages, so that only one has to be shown.
    shown = [scene for scene in others if not isinstance(scene[2], scenes.Opening)]
    faults = browser.each(kinds + shown, look, locale="zh-CN")
    checks.none(faults + list(read(driver, [scene for scene in others if isinstance(scene[2], scenes.Opening)])))
    stays_switched(visitor)


KNOWN = english()


def look(visitor, name):
    found = visitor.page.evaluate(f"() => ({TEXTS})(document)")
    return [f"{name} ({visitor.page.url}): {fault}" for fault in faults_of(found)]


def read(driver, scenes):
    visitors = {}
    for cookies, name, opening in scenes:
        if id(cookies) not in visitors:
            visitors[id(cookies)] = browser.Visitor(driver, storage_state=cookies, locale="zh-CN")
        _, found = visitors[id(cookies)].reads(opening.path, TEXTS, language="zh-CN")
        yield from (f"{name}: {fault}" for fault in faults_of(found))


def faults_of(found):
    faults = [] if found["language"] == "zh-Hans" else [f"its lang is {found['language']}"]
    return faults + [text for text in found["texts"] if text in KNOWN or is_sentence(text)] + found["foreign"]


def stays_switched(visitor):
    """The language stays as it was switched by hand."""
    page = visitor.page
    visitor.go("/account")
    page.get_by_role("link", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    visitor.go("/account")
    assert page.locator("html").get_attribute("lang") == "en"


browser.journey(chinese, locale="zh-CN")
