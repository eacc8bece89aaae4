"use strict";
// Enhances the pages, which also work without a script: they stay up to date, dialogs open over the list, texts are
// copied. The server renders everything; this script only updates the page to match what the server sends.

const { stream, worker } = document.body.dataset;
let { after } = document.body.dataset;
const regions = () => document.querySelectorAll("[data-live]");

// MARK: Swapping regions

// The minimum time between two refreshes, in milliseconds.
const pause = 1000;
let due = null;
let begun = -Infinity;
let isRefreshing = false;
let isOwed = false;

// Fetches this page again and updates its live regions.
async function refresh() {
  isRefreshing = true;
  begun = performance.now();
  try {
    const answer = await fetch(location.href, { headers: { "X-Perfsee-Refresh": "1" } });
    if (isSignIn(answer)) return sessionEnded(answer.url);
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    after = fresh.body.dataset.after;
    setClock(fresh);
    const changed = [];
    for (const region of regions()) {
      const next = fresh.getElementById(region.id);
      if (!next || essence(next) === essence(region)) continue;
      if (isInUse(region)) { isOwed = true; continue; }
      changed.push(...changes(region, next));
      align(region, document.adoptNode(next));
    }
    enhance();
    for (const change of changed) announce(change);
    if (!stream) connected();
  } catch {
    // The server is unavailable: the stream reports when it is back.
    if (!stream) disconnected();
  } finally {
    isRefreshing = false;
    if (due === "next") { due = null; refreshSoon(); }
  }
}

function refreshSoon() {
  if (hasEnded) return;
  if (isRefreshing) due = "next";
  if (due !== null || document.hidden) return;
  const wait = Math.max(150, begun + pause - performance.now());
  due = setTimeout(() => { due = null; refresh(); }, wait);
}

// The content of a region, without relative times and without what this script added.
function essence(region) {
  const copy = region.cloneNode(true);
  for (const time of copy.querySelectorAll("time")) { time.textContent = ""; time.removeAttribute("title"); }
  for (const control of copy.querySelectorAll("[data-script]")) control.hidden = true;
  for (const part of copy.querySelectorAll("details")) part.open = false;
  return copy.innerHTML + copy.hasAttribute("data-poll");
}

// Nothing moves while someone types there, selects text to copy it, or presses something: if it changed before it is
// released, that would be no click.
let pressed = null;
document.addEventListener("pointerdown", (event) => { pressed = event.target; });
for (const end of ["pointerup", "pointercancel"]) {
  document.addEventListener(end, () => setTimeout(() => { pressed = null; catchUp(); }));
}
function isInUse(region) {
  if (pressed && region.contains(pressed)) return true;
  const selection = getSelection();
  if (!selection.isCollapsed && selection.containsNode(region, true)) return true;
  return region.contains(document.activeElement) && document.activeElement.matches("input, textarea, select");
}
function catchUp() {
  if (isOwed && getSelection().isCollapsed) { isOwed = false; refreshSoon(); }
}
document.addEventListener("selectionchange", catchUp);
document.addEventListener("focusout", catchUp);

// Updates `old` to match `fresh` and keeps every node that is in both: what is open, focused or scrolled stays so.
function align(old, fresh) {
  alignAttributes(old, fresh);
  const kept = new Set([...fresh.children].map((child) => child.id));
  for (const child of [...old.children]) if (child.id && !kept.has(child.id)) child.remove();
  let place = old.firstChild;
  for (const next of [...fresh.childNodes]) {
    const match = counterpart(next, place, old);
    if (!match) { old.insertBefore(next, place); continue; }
    place = reach(match, place, old);
    if (match.nodeType === Node.ELEMENT_NODE) align(match, next);
    else if (match.data !== next.data) match.data = next.data;
    place = match.nextSibling;
  }
  while (place) place = removed(place);
}

// The child of `old` that corresponds to `next`: the one with its id, else the next one of its kind before any with an
// id; for text only the one in the same place.
function counterpart(next, place, old) {
  if (next.id) return [...old.children].find((child) => child.id === next.id);
  if (next.nodeType !== Node.ELEMENT_NODE) return place?.nodeName === next.nodeName ? place : null;
  let child = place;
  while (child && !child.id && child.nodeName !== next.nodeName) child = child.nextSibling;
  return child && !child.id ? child : null;
}

// Removes the nodes before the match. The match itself is not moved if possible, because it would lose the focus.
function reach(match, place, old) {
  while (place && place !== match && !place.id) place = removed(place);
  return place === match ? place : old.insertBefore(match, place);
}

function removed(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}

function alignAttributes(old, fresh) {
  const isOwn = (name) => (name === "open" && old.localName === "details") || (name === "hidden" && "script" in old.dataset);
  for (const { name } of [...old.attributes]) if (!isOwn(name) && !fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) {
    if (!isOwn(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
}

// MARK: Announcing changes

// The minimum time between two announcements, in milliseconds: who listens must not be flooded.
const silence = 5000;
let announced = -Infinity;
let announcing = null;
let unheard = new Map();

// What is to be announced of a region that becomes `fresh`: each element marked data-say whose content changes, and how
// many rows of a table are new or changed.
function changes(region, fresh) {
  const said = (element) => [...element.querySelectorAll("[data-say]")];
  const found = said(fresh)
    .filter((next) => !said(region).some((old) => old.dataset.say === next.dataset.say && essence(old) === essence(next)))
    .map((next) => ({ region, key: next.dataset.say }));
  if (!region.dataset.rows) return found;
  const rows = [...fresh.querySelectorAll("tbody tr[id]")].map((row) => [region.querySelector(`#${row.id}`), row]);
  const added = rows.filter(([old]) => !old).length;
  const altered = rows.filter(([old, row]) => old && essence(old) !== essence(row)).length;
  return added + altered > 0 ? [...found, { region, key: region.id, added, altered }] : found;
}

// Announces politely. What changes again before it is read out is read out once, as it is then.
function announce(change) {
  const before = unheard.get(change.key);
  unheard.set(change.key, {
    ...change, added: (change.added ?? 0) + (before?.added ?? 0), altered: (change.altered ?? 0) + (before?.altered ?? 0),
  });
  announcing ??= setTimeout(() => {
    document.getElementById("changes").textContent = [...unheard.values()].map(sentence).join(". ");
    unheard = new Map();
    announced = performance.now();
    announcing = null;
  }, Math.max(100, announced + silence - performance.now()));
}

function sentence({ region, key, added, altered }) {
  if (added + altered > 0) return region.dataset.rows.replace("{new}", added).replace("{changed}", altered);
  const element = [...region.querySelectorAll("[data-say]")].find((candidate) => candidate.dataset.say === key);
  const copy = element?.cloneNode(true) ?? new Text();
  for (const symbol of copy.querySelectorAll?.("[aria-hidden]") ?? []) symbol.remove();
  return key + document.body.dataset.colon + copy.textContent.replace(/\s+/g, " ").trim();
}

// MARK: Receiving changes

// All tabs share one connection if the browser supports it; a hidden tab follows nothing.
let port = null;
let source = null;

function follow() {
  if (document.hidden || hasEnded) return;
  if (worker && "SharedWorker" in window && port !== false) {
    expectStream();
    port ??= connect();
    port.postMessage({ path: stream, after });
  } else if (!source || source.readyState === EventSource.CLOSED) {
    expectStream();
    source = new EventSource(stream + (after ? `?after=${encodeURIComponent(after)}` : ""));
    // Without a position, changes since the page was rendered would be missed.
    source.addEventListener("open", () => { connected(); if (!after) refreshSoon(); });
    source.addEventListener("error", (event) => { disconnected(event.target.readyState === EventSource.CLOSED); });
    for (const name of ["message", "delivery", "artifact", "reset"]) source.addEventListener(name, refreshSoon);
  }
}

function connect() {
  const shared = new SharedWorker(worker);
  shared.onerror = () => { port = false; follow(); };
  shared.port.onmessage = ({ data }) => {
    if (data === "open") connected();
    else if (data === "lost" || data === "refused") disconnected(data === "refused");
    else refreshSoon();
  };
  return shared.port;
}

function rest() {
  connected();
  if (port) port.postMessage({});
  source?.close();
}

// MARK: Whether the page still lives

// How long the page may be without its stream before it says so, and how often it tries again, in milliseconds.
const patience = 10000;
const again = 3000;
let patiently = null;
let trying = null;
let hasEnded = false;

function expectStream() {
  patiently ??= setTimeout(() => tell(liveness.dataset.lost), patience);
}

function disconnected(isRefused = false) {
  if (document.hidden || hasEnded) return;
  expectStream();
  if (stream) trying ??= setInterval(follow, again);
  // A session that has ended leads to the sign-in page.
  if (isRefused) refreshSoon();
}

function connected() {
  clearTimeout(patiently);
  clearInterval(trying);
  patiently = trying = null;
  if (!hasEnded) tell("");
}

const isSignIn = (answer) => answer.redirected && new URL(answer.url).pathname === "/sign-in";

function sessionEnded(address) {
  rest();
  hasEnded = true;
  const link = document.createElement("a");
  link.href = address;
  link.textContent = liveness.dataset.signIn;
  tell(`${liveness.dataset.ended} `);
  liveness.append(link);
}

const liveness = document.getElementById("liveness");
function tell(text) { if (liveness.textContent !== text) liveness.textContent = text; }

if (stream && regions().length > 0 && "EventSource" in window) {
  follow();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return rest();
    follow();
    refreshSoon();
  });
  addEventListener("focus", follow);
  addEventListener("pagehide", rest);
  addEventListener("pageshow", (event) => { if (event.persisted) { follow(); refreshSoon(); } });
}
// Without a stream, a region that asks for it is polled until it is done.
setInterval(() => { if (document.querySelector("[data-poll]")) refreshSoon(); }, 2000);

// MARK: Dialogs

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
    // Not on an action that cannot be undone.
    (dialog.querySelector("input:not([type=hidden])") ?? dialog.querySelector("[data-close]"))?.focus();
  } catch {
    location.href = link.href;
  }
});

// MARK: Buttons

document.addEventListener("click", (event) => {
  const copying = event.target.closest("button[data-copy]");
  if (copying) copy(copying);
  const generate = event.target.closest("button[data-generate]");
  if (generate) {
    const bytes = crypto.getRandomValues(new Uint8Array(32));
    const field = document.getElementById(generate.dataset.generate);
    field.value = "whsec_" + btoa(String.fromCharCode(...bytes));
    field.focus();
  }
  const close = event.target.closest("[data-close]");
  if (close?.closest("dialog")) { event.preventDefault(); close.closest("dialog").close(); }
});

// A menu over the page closes when the focus or a click goes elsewhere.
function closeMenus(event) {
  const next = event.type === "focusout" ? event.relatedTarget : event.target;
  for (const menu of document.querySelectorAll("details.popup[open]")) {
    if (next && !menu.contains(next)) menu.open = false;
  }
}
document.addEventListener("click", closeMenus);
document.addEventListener("focusout", closeMenus);

// Copies the button's text, or selects it if the browser cannot copy; announces which, visibly and to screen readers,
// and restores the label after two seconds.
async function copy(button) {
  const element = button.dataset.copy.startsWith("#") ? document.querySelector(button.dataset.copy) : null;
  const text = element ? element.value ?? element.textContent : button.dataset.copy;
  const isCopied = await isWritten(text, button);
  if (!isCopied && element) mark(element);
  const label = isCopied ? document.body.dataset.copied : document.body.dataset.marked;
  // Not an attribute: a refresh would remove it.
  button.label ??= button.textContent;
  button.textContent = isCopied ? `✓ ${label}` : label;
  say(label);
  clearTimeout(button.timer);
  button.timer = setTimeout(() => { button.textContent = button.label; }, 2000);
}

// Without TLS, for example under a host name in a local network, only the old command can copy.
async function isWritten(text, button) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    field.readOnly = true;
    field.className = "visually-hidden";
    (button.closest("dialog") ?? document.body).append(field);
    field.select();
    const isCopied = document.execCommand("copy");
    field.remove();
    button.focus();
    return isCopied;
  }
}

function mark(element) {
  if (element.select) return element.select();
  getSelection().selectAllChildren(element);
}

// Announces to screen readers. The region has to exist before its text, or else nothing is read out.
function say(text) {
  let region = document.getElementById("said");
  if (!region) {
    region = document.createElement("p");
    region.id = "said";
    region.className = "visually-hidden";
    region.setAttribute("role", "status");
    document.body.append(region);
  }
  region.textContent = "";
  setTimeout(() => { region.textContent = text; }, 100);
}

// Select All, and the checkboxes that it controls.
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
  const menu = document.querySelector("details.popup[open]");
  if (event.key === "Escape" && menu) { menu.open = false; menu.querySelector("summary").focus(); }
  if (event.target.matches("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") { event.preventDefault(); document.querySelector("[data-key='/']")?.focus(); }
  if (event.key === "?") document.getElementById("keys").showModal();
});

// MARK: Enhancements of every page

// Shows the controls that need a script, converts times to the reader's time zone, and lets them count on.
function enhance() {
  for (const control of document.querySelectorAll("[data-script]")) control.hidden = false;
  for (const time of document.querySelectorAll("time[datetime]")) localize(time);
  countOn();
}

function localize(time) {
  const date = new Date(time.dateTime);
  if (Number.isNaN(date.getTime())) return;
  const language = document.documentElement.lang;
  const title = date.toLocaleString(language, { dateStyle: "medium", timeStyle: "long" });
  if (time.title !== title) time.title = title;
  const clock = time.querySelector("[data-clock]");
  const text = date.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  if (clock && clock.textContent !== text) clock.textContent = text;
  const exact = time.querySelector("[data-exact]");
  // Swedish writes dates as ISO 8601 does.
  const whole = date.toLocaleString("sv-SE", { dateStyle: "short", timeStyle: "medium" });
  if (exact && exact.textContent !== whole) exact.textContent = whole;
}

// Relative times count by the server's clock, which they come from: that of this machine may be wrong.
let skew = 0;
function setClock(page) { skew = Date.parse(page.body.dataset.now) - Date.now(); }

const [justNow, ago, later, ...spans] = document.body.dataset.moments.split("|");

function countOn() {
  if (document.hidden) return;
  const now = Date.now() + skew;
  for (const place of document.querySelectorAll("[data-moment]")) {
    const date = Date.parse(place.closest("time").dateTime);
    const text = moment(date, now);
    if (place.textContent !== text) place.textContent = text;
  }
}

// As the server writes it (MomentView).
function moment(date, now) {
  const size = Math.trunc(Math.abs(date - now) / 1000);
  const units = [[60, 1], [3570, 60], [86400, 3600], [Infinity, 86400]];
  const unit = units.findIndex(([limit]) => size < limit);
  const count = Math.floor((size + Math.floor(units[unit][1] / 2)) / units[unit][1]);
  if (count === 0) return justNow;
  return (date < now ? ago : later).replace("{span}", spans[unit].replace("{count}", count));
}

// A notice is shown once: it must not reappear after a reload, from a bookmark or in a shared link.
function forgetNotice() {
  const here = new URL(location.href);
  if (!here.searchParams.has("notice")) return;
  here.searchParams.delete("notice");
  history.replaceState(history.state, "", here);
}

// The style sheet unfolds these on a wide screen, if the browser can do that.
if (!CSS.supports("selector(::details-content)") && matchMedia("(min-width: 761px)").matches) {
  for (const folded of document.querySelectorAll("details.unfold")) folded.open = true;
}
forgetNotice();
// A page from the browser's own store has an old clock.
if (performance.getEntriesByType("navigation")[0]?.type !== "back_forward") setClock(document);
enhance();
setInterval(countOn, 1000);
document.addEventListener("visibilitychange", countOn);
