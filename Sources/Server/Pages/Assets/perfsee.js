"use strict";
// What pages do beyond what they do without a script: they stay up to date, dialogs open over the list, texts are
// copied. Everything shown is made by the server; this only swaps what it sends.

const stream = document.body.dataset.stream;
const regions = () => document.querySelectorAll("[data-live]");

let refreshing = false;
let again = false;

// Fetches this page once more and swaps the regions that live; one fetch at a time.
async function refresh() {
  if (refreshing) { again = true; return; }
  refreshing = true;
  try {
    const answer = await fetch(location.href, { headers: { "X-Perfsee-Refresh": "1" } });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const region of regions()) {
      const next = fresh.getElementById(region.id);
      if (!next || next.outerHTML === region.outerHTML) continue;
      if (region.contains(document.activeElement) && document.activeElement.matches("input, textarea, select")) continue;
      const focused = region.contains(document.activeElement) ? document.activeElement.id : null;
      region.replaceWith(document.adoptNode(next));
      if (focused) document.getElementById(focused)?.focus();
    }
    enhance();
  } catch {
    // The server is away: the stream tells when it is back.
  } finally {
    refreshing = false;
    if (again) { again = false; refresh(); }
  }
}

let due = null;
function refreshSoon() {
  if (due === null) due = setTimeout(() => { due = null; refresh(); }, 150);
}

if (stream && regions().length > 0 && "EventSource" in window) {
  const source = new EventSource(stream);
  // What changed between the page's making and now would be missed otherwise.
  source.addEventListener("open", refreshSoon);
  for (const name of ["message", "delivery", "artifact", "reset"]) source.addEventListener(name, refreshSoon);
  addEventListener("pagehide", () => source.close());
}
// Where no stream tells of it, a region that says so is asked for until it is done.
setInterval(() => { if (document.querySelector("[data-poll]")) refresh(); }, 2000);

// A link to a page with a form opens it as a dialog over this page.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-dialog]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  try {
    const answer = await fetch(link.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const content = page.getElementById("content");
    if (!answer.ok || !content) throw new Error("no page");
    const dialog = document.createElement("dialog");
    const title = content.querySelector("h1");
    const heading = document.createElement("h2");
    heading.textContent = title.textContent;
    heading.id = "dialog-title";
    title.replaceWith(heading);
    dialog.setAttribute("aria-labelledby", "dialog-title");
    dialog.append(...document.adoptNode(content).childNodes);
    dialog.addEventListener("close", () => { dialog.remove(); link.focus(); });
    document.body.append(dialog);
    dialog.showModal();
    enhance();
    dialog.querySelector("input:not([type=hidden])")?.focus();
  } catch {
    location.href = link.href;
  }
});

document.addEventListener("click", (event) => {
  const copy = event.target.closest("button[data-copy]");
  if (copy) {
    const source = copy.dataset.copy.startsWith("#") ? document.querySelector(copy.dataset.copy) : null;
    navigator.clipboard?.writeText(source ? source.value ?? source.textContent : copy.dataset.copy)
      .then(() => { copy.dataset.done = "1"; copy.textContent = "✓"; });
  }
  const generate = event.target.closest("button[data-generate]");
  if (generate) {
    const bytes = crypto.getRandomValues(new Uint8Array(32));
    const field = document.getElementById(generate.dataset.generate);
    field.value = "whsec_" + btoa(String.fromCharCode(...bytes));
    field.type = "text";
    field.focus();
  }
  const close = event.target.closest("[data-close]");
  if (close?.closest("dialog")) { event.preventDefault(); close.closest("dialog").close(); }
});

// Select All, and the boxes that it stands for.
document.addEventListener("change", (event) => {
  const all = event.target.closest("[data-select-all]");
  if (all) for (const box of document.querySelectorAll(`[data-group="${all.dataset.selectAll}"]`)) box.checked = all.checked;
  const group = event.target.dataset.group;
  if (group) {
    const boxes = [...document.querySelectorAll(`[data-group="${group}"]`)];
    const head = document.querySelector(`[data-select-all="${group}"]`);
    if (head) head.checked = boxes.every((box) => box.checked);
  }
  if (event.target.closest("[data-submit]")) event.target.form.requestSubmit();
});

document.addEventListener("keydown", (event) => {
  if (event.target.matches("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") { event.preventDefault(); document.querySelector("[data-key='/']")?.focus(); }
  if (event.key === "?") document.getElementById("keys").showModal();
});

// Controls that only work with a script are there only with one.
function enhance() {
  for (const control of document.querySelectorAll("[data-script]")) control.hidden = false;
}
if (matchMedia("(max-width: 760px)").matches) document.querySelector(".rail .menu")?.removeAttribute("open");
enhance();
