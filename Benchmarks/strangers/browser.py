"""A browser, as far as forms and cookies go."""
import contextlib
import re
import urllib.parse

from strangers.asker import expect

PASSWORD = "correct horse battery staple"


class Browser:
    """Keeps cookies; each request has a connection of its own, from the address that it is given."""

    def __init__(self, server, source="127.0.0.1", cookies={}):
        self.server, self.source, self.cookies = server, source, dict(cookies)

    def ask(self, method, path, form=None, timeout=120):
        """The status, where it leads to, and the page."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if form is not None:
            body = urllib.parse.urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        with contextlib.closing(self.server.connection(timeout, self.source)) as connection:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            page = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition("=")
            self.cookies[name] = value.split(";")[0]
        return answer.status, answer.getheader("Location"), page

    def see(self, path, timeout=120):
        status, _, page = self.ask("GET", path, timeout=timeout)
        expect(status)
        return page

    def form_key(self, path):
        return re.search(r'name="form-key" value="([^"]+)"', self.see(path)).group(1)

    def send(self, path, form, page=None):
        """Sends the form that is on the page; the page that it leads to."""
        status, location, _ = self.ask("POST", path, {**form, "form-key": self.form_key(page or path)})
        expect(status, 303)
        return location

    def settle(self, path, name, email):
        """Takes up an invitation, or the administrator's link."""
        self.send(path, {"name": name, "email": email, "password": PASSWORD, "again": PASSWORD})

    def forget(self, cookie):
        self.cookies.pop(cookie)


def administrator(server, email="ada@example.com"):
    """The one whose link was written at the first start, signed in."""
    with open(f"{server.folder}/bench.db.admin") as file:
        link = re.search(r"/sign-in/\S+", file.read()).group()
    browser = Browser(server)
    browser.settle(link, "Ada", email)
    return browser


def invite(admin, name, email):
    """An account for somebody else."""
    page = admin.see(admin.send("/admin/invitations", {"name": name, "email": email}, page="/admin"))
    link = re.search(r"/invite/[A-Za-z0-9_-]+", page).group()
    Browser(admin.server).settle(link, name, email)
