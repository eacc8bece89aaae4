"""A browser, and what is monitored while it is used."""

import contextlib
import os
import queue
import re
import sys
import threading
import traceback
from urllib.parse import urlsplit

from playwright.sync_api import Error, expect, sync_playwright

import server

PASSWORD = "seven quiet ferries"
EMAIL = "ada@example.com"
NAME = "Ada"
# Browsers at once: one for each core of a small machine.
WORKERS = 2

expect.set_options(timeout=server.PATIENCE * 1000)


class Visitor:
    """One person with a browser of their own: its cookies, console messages and the server's answers."""

    def __init__(self, browser, **options):
        # Transitions would let the checks see a half-changed color.
        options = {"reduced_motion": "reduce", "viewport": {"width": 1280, "height": 800}, **options}
        self.context = browser.new_context(**options)
        self.context.set_default_timeout(server.PATIENCE * 1000)
        self.complaints = []
        self.headers = {}
        self.context.on("console", self._heard)
        self.context.on("weberror", lambda error: self.complaints.append(f"error: {error.error}"))
        self.context.on("request", self._asked)
        self.context.on("response", self._answered)
        self.page = self.context.new_page()

    def _heard(self, message):
        # The browser reports a refusal that the journey itself provokes as a page loading error.
        is_refusal = message.text.startswith("Failed to load resource")
        if message.type in ("error", "warning") and not (is_refusal and self._is_page(message)):
            self.complaints.append(f"console {message.type}: {message.text} ({message.location})")

    def _is_page(self, message):
        # A response that is not a page, such as the API's JSON, names no icon, so the browser requests one by itself.
        url = message.location.get("url", "").split("#")[0]
        return url in self.headers or url == f"{server.URL}/favicon.ico"

    def _asked(self, request):
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and f"{parts.scheme}://{parts.netloc}" != server.URL:
            self.complaints.append(f"request to another host: {request.url}")

    def _answered(self, response):
        if response.request.is_navigation_request():
            self.saw(response)

    def saw(self, response):
        """Remembers a page's headers. The event may come after the page that it is about."""
        if response:
            self.headers[response.url.split("#")[0]] = response.headers

    def go(self, path):
        """Opens a page of this server; returns the answer."""
        url = server.URL + path if path.startswith("/") else path
        try:
            answer = self.page.goto(url, wait_until="domcontentloaded")
        except Error as error:
            # Networks come and go while other tests run, and then a browser gives up what it waits for.
            if "ERR_NETWORK_CHANGED" not in error.message:
                raise
            answer = self.page.goto(url, wait_until="domcontentloaded")
        self.saw(answer)
        return answer

    def reads(self, path, script, language="en"):
        """What `script`, a function of a document, finds in a page that is fetched and parsed, but not laid out, and whose own
        scripts do not run: for what is the same whether it is shown or not, at a tenth of the work. Returns the status, too.
        """
        answer = self.context.request.get(server.URL + path, headers={"Accept-Language": language})
        parsed = f"(text) => ({script})(new DOMParser().parseFromString(text, 'text/html'))"
        return answer.status, self.page.evaluate(parsed, answer.text())

    def status_of(self, path):
        """The status of this path for this visitor, without opening it."""
        return self.context.request.get(server.URL + path, max_redirects=0).status

    def button(self, name, **options):
        return self.page.get_by_role("button", name=name, **options)

    def link(self, name, **options):
        return self.page.get_by_role("link", name=name, **options)

    def fill(self, label, text):
        self.page.get_by_label(label, exact=True).fill(text)

    def reload_until(self, there):
        """Reloads until the locator is visible: for pages that do not update by themselves."""
        for _ in range(200):
            if there.first.is_visible():
                return
            self.page.reload()
        expect(there.first).to_be_visible()

    def no_complaints(self):
        assert not self.complaints, "\n".join(self.complaints)


def settle(visitor, name=NAME, email=EMAIL, password=PASSWORD):
    """Fills in the form behind a sign-in link or an invitation. Its fields are in the same order in every language."""
    visitor.page.locator("#email").fill(email)
    visitor.page.locator("#name").fill(name)
    visitor.page.locator("#password").fill(password)
    visitor.page.locator("#again").fill(password)
    visitor.page.locator("main form button.primary").click()
    visitor.page.wait_for_url(re.compile(r"^http://[^/]+/$"))


def administrator(visitor):
    """Signs in with the link of the first start."""
    visitor.go(server.SIGN_IN_LINK)
    settle(visitor)


@contextlib.contextmanager
def browsing():
    """A browser; everything opened in it is closed at the end."""
    as_root = ["--no-sandbox"] if os.getuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium-headless-shell"),
            args=[*as_root, "--disable-dev-shm-usage"],
        )
        try:
            yield browser
        finally:
            browser.close()


def journey(body, **options):
    """Runs `body(visitor, browser)`. On failure it prints the traceback and the complaints, and saves a screenshot of
    every page."""
    with browsing() as browser:
        visitor = Visitor(browser, **options)
        try:
            body(visitor, browser)
            visitor.no_complaints()
        except Exception:
            traceback.print_exc()
            print("\n".join(visitor.complaints), file=sys.stderr)
            show_failure(browser)
            sys.exit(1)


def each(scenes, look, **options):
    """Brings a page to each scene, on as many browsers as there are cores, and collects what `look(visitor, name)`
    finds there. A scene consists of the cookies to use, a name, and the steps that bring the page there."""
    waiting = queue.SimpleQueue()
    for scene in scenes:
        waiting.put(scene)
    faults = []
    threads = [threading.Thread(target=_work, args=(waiting, look, faults, options)) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


def _work(waiting, look, faults, options):
    with browsing() as browser:
        visitors = {}
        while True:
            try:
                cookies, name, scene = waiting.get_nowait()
            except queue.Empty:
                return
            if id(cookies) not in visitors:
                visitors[id(cookies)] = Visitor(browser, storage_state=cookies, **options)
            visitor = visitors[id(cookies)]
            try:
                scene(visitor)
                faults += look(visitor, name)
            except Exception:  # One that breaks is told of with the others.
                faults.append(f"{name}: {traceback.format_exc()}")


def show_failure(browser):
    """Saves screenshots of the open pages."""
    name = os.path.basename(sys.argv[0]).removesuffix(".py")
    server.FAILURES.mkdir(parents=True, exist_ok=True)
    pages = [page for context in browser.contexts for page in context.pages]
    for number, page in enumerate(pages):
        picture = server.FAILURES / f"{name}-{number}.png"
        try:
            page.screenshot(path=picture, full_page=True, timeout=5000)
            print(f"{page.url} looked like this: {picture}", file=sys.stderr)
        except Exception as error:  # The page may be what broke; the first failure is the one to report.
            print(f"{page.url} cannot be shown: {error}", file=sys.stderr)
