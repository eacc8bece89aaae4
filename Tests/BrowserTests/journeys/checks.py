"""What every page has to satisfy."""

from axe_playwright_python.base import AXE_SCRIPT

import server

WCAG = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
# The rules that depend on the color scheme, and those that depend on the width of the window.
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
NARROWED = {"runOnly": {"type": "rule", "values": ["color-contrast", "target-size"]}, "resultTypes": ["violations"]}
# In bytes: 100 kB.
FIRST_PAINT = 100_000
NARROW = {"width": 375, "height": 800}
# The width that WCAG asks for, and what is left of a laptop's at 400 % zoom.
NARROWEST = {"width": 320, "height": 800}
MIDDLING = {"width": 880, "height": 800}

# By scheme and width: what was checked.
SEEN = {}
# The controls that were walked to.
WALKED = set()
# What is in the page, as hashes. A block is compared with everything in it; any other element, with its ancestors, by
# itself. Siblings that look alike count once: a list is like a longer one.
PARTS = """() => {
  // What the rules look at: tags, classes, attributes, and about how long each text is; not what it says.
  const size = (text) => Math.ceil(Math.log2(text.trim().length + 1) / 2);
  const look = (e) => e.localName + "." + e.className + [...e.attributes]
    .filter((a) => /^(role|type|aria-.*|disabled|open|hidden|alt|title|lang|tabindex|placeholder)$/.test(a.name))
    .map((a) => ` ${a.name}=` + (/^(role|type|aria-(live|current|hidden|expanded))$/.test(a.name) ? a.value : size(a.value)));
  const own = (e) => [...e.childNodes].map((child) => child.nodeType === 3 ? size(child.data) : "").join();
  const trees = new Map();
  const tree = (e) => trees.get(e) ?? trees.set(e, look(e) + "(" + [...e.childNodes]
    .map((child) => child.nodeType === 1 ? tree(child) : child.nodeType === 3 ? size(child.data) : 0)
    .filter((child, at, all) => child !== 0 && child !== all[at - 1] && child !== all[at - 2]).join() + ")").get(e);
  const hash = (text) => { let h = 0; for (let i = 0; i < text.length; i++) h = (h * 31 + text.charCodeAt(i)) | 0; return h; };
  const blocks = window.partsOfPage = new Map();
  const found = new Set();
  const walk = (e, around) => {
    const isBlock = e.matches("nav, header, footer, section, form, fieldset, details, dl, dl > div, table, tr, ul, ol, li, label, p, pre");
    const part = hash(around + (isBlock ? tree(e) : look(e) + own(e)));
    if (isBlock) blocks.set(e, part);
    found.add(part);
    for (const child of e.children) walk(child, around + ">" + e.localName + "." + e.className);
  };
  walk(document.documentElement, "");
  return [...found];
}"""
# Runs axe-core on the page without its blocks that were seen, or on a block of each look that was not.
AUDIT = """async ([options, unseen]) => {
  const isUnseen = new Set(unseen);
  const exclude = [];
  const walk = (e) => {
    const part = window.partsOfPage.get(e);
    if (part !== undefined && !isUnseen.delete(part)) exclude.push(e); else for (const child of e.children) walk(child);
  };
  walk(document.documentElement);
  return (await axe.run({ include: [document.documentElement], exclude }, options)).violations;
}"""

# Everything that a keyboard user must be able to reach, and how it looks without focus.
START_KEYBOARD = """() => {
  for (const closed of document.querySelectorAll("details:not([open])")) closed.open = true;
  const dialog = document.querySelector("dialog[open]");
  const look = (e) => { const s = getComputedStyle(e);
    return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow].join("|"); };
  document.activeElement?.blur();
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
  const all = [...(dialog ?? document).querySelectorAll(
    "a[href]:not([tabindex='-1']), button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not([tabindex='-1'])")]
    .filter((e) => !e.disabled && e.checkVisibility({ visibilityProperty: true }));
  const seen = window.keyboardCheck = { all, rest: all.map(look), reached: new Map() };
  document.addEventListener("focusin", (event) => {
    const at = all.indexOf(event.target);
    const style = getComputedStyle(event.target);
    const isDrawn = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0)
      || style.boxShadow !== "none";
    if (at >= 0) seen.reached.set(at, isDrawn && look(event.target) !== seen.rest[at]);
  });
  const around = (e) => e ? around(e.parentElement) + ">" + e.localName + "." + e.className : "";
  return {
    controls: all.map((e) => `${around(e)} ${e.type ?? ""}`),
    // The parts of a date are stops of their own.
    stops: all.length + 8 * all.filter((e) => /^(date|time|month|week)/.test(e.type)).length,
  };
}"""
END_KEYBOARD = """() => {
  const { all, reached } = window.keyboardCheck;
  const faults = [];
  all.forEach((element, at) => {
    const radios = element.type === "radio" && all.some((other, place) => reached.has(place)
      && other.type === "radio" && other.name === element.name && other.form === element.form);
    const text = element.outerHTML.slice(0, 160);
    // What was replaced meanwhile by a page that lives is there again as another element.
    if (!element.isConnected || radios || !element.checkVisibility()) return;
    if (!reached.has(at)) faults.push("not reached by Tab: " + text);
    else if (!reached.get(at)) faults.push("its focus is not visible: " + text);
  });
  return faults;
}"""
TAB = {"type": "rawKeyDown", "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
# A label, an anchor and a live region all refer to the first element with an id: a second one is unreachable.
TWICE = """() => [...document.querySelectorAll("[id]")]
  .filter((e) => document.getElementById(e.id) !== e).map((e) => e.outerHTML.slice(0, 160))"""
INLINE = """() => [...document.querySelectorAll("*")].filter((e) => e.localName === "style"
  || (e.localName === "script" && !e.src) || [...e.attributes].some((a) => a.name === "style"
  || a.name.startsWith("on") || /^\\s*javascript:/i.test(a.value)))
  .map((e) => e.outerHTML.slice(0, 160))"""


# A value that a template printed in its debug form; code that a page shows on purpose does not count.
DUMPED = """() => { const copy = document.querySelector("main").cloneNode(true);
  for (const code of copy.querySelectorAll("pre")) code.remove();
  return copy.textContent.match(/\\bOptional\\(|\\b[A-Z]\\w+\\(\\w+: /g) ?? []; }"""

STRUCTURE = f"""() => ({{ headings: document.querySelectorAll("h1").length, title: document.title,
  dumped: ({DUMPED})(), twice: ({TWICE})(), inline: ({INLINE})() }})"""


def check_page(visitor, name):
    """Checks everything that every page promises on the open page; `name` identifies it in faults."""
    page = visitor.page
    # Colors, labels, widths and the order of controls come from templates and the style sheet, which are the same whatever
    # the store; what is in the page comes from the store.
    looks = not server.IS_POSTGRES
    # The keyboard check opens what is collapsed, so that the others see that as well.
    faults = (
        structure(page)
        + policy(visitor)
        + (keyboard(page) if looks else unfold(page))
        + (violations(page) + width(page) + forced_colors(page) if looks else [])
    )
    faults += weight(page) + visitor.complaints
    visitor.complaints = []
    return [f"{name} ({page.url}): {fault}" for fault in faults]


def violations(page, schemes=(("dark", CONTRAST), ("light", WCAG))):
    """What axe-core finds, in both color schemes.

    Of what looks like something that it has seen before, it would say the same again.
    """
    found = []
    parts = set(page.evaluate(PARTS))
    for scheme, options in schemes:
        seen = SEEN.setdefault((scheme, page.viewport_size["width"]), set())
        unseen = parts - seen
        if not unseen:
            continue
        seen.update(unseen)
        page.emulate_media(color_scheme=scheme)
        if not page.evaluate("() => 'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        for violation in page.evaluate(AUDIT, [options, list(unseen)]):
            nodes = [f"{node['html'][:200]} — {node['failureSummary']}" for node in violation["nodes"][:3]]
            found.append(f"{violation['id']} in {scheme}: {violation['help']}\n    " + "\n    ".join(nodes))
    return found


def structure(page):
    found = page.evaluate(STRUCTURE)
    faults = [] if found["headings"] == 1 else [f"{found['headings']} h1 instead of one"]
    if not found["title"].strip():
        faults.append("no title")
    faults += [f"a value as it lies in the program: {text}" for text in found["dumped"]]
    faults += [f"an id that is there before: {element}" for element in found["twice"]]
    return faults + [f"inline style or script: {element}" for element in found["inline"]]


def policy(visitor):
    """Nothing inline, nothing from other servers."""
    # A script may have changed the address since.
    asked = visitor.page.evaluate("() => performance.getEntriesByType('navigation')[0].name")
    headers = visitor.headers.get(asked.split("#")[0])
    if headers is None:
        return ["its headers were not seen"]
    text = headers.get("content-security-policy", "")
    rules = {part.split()[0]: part.split()[1:] for part in text.split(";") if part.strip()}
    faults = []
    if rules.get("default-src") not in (["'none'"], ["'self'"]):
        faults.append(f"default-src is open: {text}")
    for name, values in rules.items():
        if any(value not in ("'none'", "'self'", "data:") for value in values):
            faults.append(f"{name} is open: {values}")
        if name in ("script-src", "style-src", "default-src", "base-uri") and "data:" in values:
            faults.append(f"{name} is open: {values}")
    for name in ("base-uri", "form-action", "frame-ancestors"):
        if name not in rules:
            faults.append(f"{name} is missing: {text}")
    return faults


def weight(page):
    """The first paint needs the page and the style sheet: how many bytes of them are transferred."""
    found = page.evaluate(
        """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
        .filter((e) => e.entryType === "navigation" || e.name.endsWith(".css")).map((e) => e.encodedBodySize)"""
    )
    faults = [] if len(found) == 2 else [f"its first paint takes {len(found)} files instead of two"]
    return faults + ([f"its first paint takes {sum(found)} bytes"] if sum(found) >= FIRST_PAINT else [])


def width(page):
    """No horizontal scrolling: on a phone, on the narrowest screen, just above the phone breakpoint, and at the current window size.
    On a phone, what is there can be read and touched as well."""
    wide = page.viewport_size
    faults = overflow(page)
    for size in (MIDDLING, NARROW, NARROWEST):
        page.set_viewport_size(size)
        faults += overflow(page)
        if size == NARROW:
            faults += violations(page, schemes=(("light", NARROWED),)) + cut_off(page)
    page.set_viewport_size(wide)
    return faults


# Text that is cut off at the side, and that neither its title nor scrolling reveals.
CUT = """() => [...document.querySelectorAll("main *")].filter((e) => e.scrollWidth > e.clientWidth + 1
  && getComputedStyle(e).overflowX === "hidden" && e.checkVisibility() && !e.closest("[title]")
  && !e.matches(".visually-hidden, thead, thead *, input, select"))
  .map((e) => e.outerHTML.slice(0, 160))"""


def cut_off(page):
    return [f"cut off without a way to see it: {element}" for element in page.evaluate(CUT)]


DRAWN = "main svg :is(path, rect, polyline):not(.gap, .hole)"
# Shapes that a browser with forced colors paints in the color of the ground.
VANISHED = """(drawn) => { const ground = getComputedStyle(document.body).backgroundColor;
  return [...document.querySelectorAll(drawn)].filter((e) => {
    const { fill, stroke } = getComputedStyle(e);
    return [fill, stroke].every((color) => color === "none" || color === ground);
  }).map((e) => e.outerHTML.slice(0, 120)); }"""


def forced_colors(page):
    """What is drawn is still to be seen where the browser chooses the colors."""
    if not page.locator(DRAWN).count():
        return []
    page.emulate_media(forced_colors="active")
    found = page.evaluate(VANISHED, DRAWN)
    page.emulate_media(forced_colors="none")
    return [f"not to be seen with forced colors: {shape}" for shape in found[:3]]


def overflow(page):
    found = page.evaluate("""() => { const root = document.documentElement;
        if (root.scrollWidth <= root.clientWidth) return null;
        const scrolls = (e) => e && (getComputedStyle(e).overflowX !== "visible" || scrolls(e.parentElement));
        return root.scrollWidth + " px: " + [...document.querySelectorAll("body *")]
          .filter((e) => e.getBoundingClientRect().right > root.clientWidth + 1 && !scrolls(e.parentElement))
          .slice(0, 4).map((e) => e.outerHTML.slice(0, 120)).join("  "); }""")
    return [f"scrolls sideways at {page.viewport_size['width']} px, {found}"] if found else []


def unfold(page):
    # Overlays are checked while collapsed.
    page.evaluate("() => { for (const all of document.querySelectorAll('details:not(.popup)')) all.open = true; }")
    return []


def keyboard(page):
    """Tab reaches every control, and the focus is visible.

    A page whose controls all look like some that were walked to, and are in the same place, is not walked through.
    """
    found = page.evaluate(START_KEYBOARD)
    if WALKED.issuperset(found["controls"]):
        page.evaluate("() => { for (const popup of document.querySelectorAll('details.popup')) popup.open = false; }")
        return []
    WALKED.update(found["controls"])
    stops = int(found["stops"]) + 3
    keys = page.context.new_cdp_session(page)
    # If a live region was replaced under the focus, the walk starts over.
    for _ in range(3):
        for _ in range(stops):
            # Half the messages of `page.keyboard.press`.
            keys.send("Input.dispatchKeyEvent", TAB)
        faults = page.evaluate(END_KEYBOARD)
        if not any(fault.startswith("not reached") for fault in faults):
            break
    keys.detach()
    # The walk may end on the skip link, which covers the bar while it has the focus: the other checks see the page at
    # rest, as they do without a walk.
    page.evaluate("() => document.activeElement?.blur()")
    return faults


def none(faults):
    assert not faults, f"{len(faults)} faults:\n" + "\n".join(faults)
