"""Finds pages by following links: including those that are missing from every list."""

import re
from urllib.parse import parse_qsl, urljoin, urlsplit

import server

UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
# Not pages: files, streams, other formats.
NO_PAGE = re.compile(r"^/(assets|api(?!/docs$)|healthz|readyz|metrics|openapi\.json)|/(live|stream|raw|download)$")


def kind(url):
    """`/harbour/artifacts/3?branch=x` and `/harbour/artifacts/7?branch=y` are one kind of page."""
    parts = urlsplit(url)
    path = re.sub(r"/\d+(\.\.\.\d+)?(?=/|$)", r"/{id}", UUID.sub("{uuid}", parts.path))
    names = sorted({name for name, value in parse_qsl(parts.query) if name not in ("cursor", "to") and value})
    return path + ("?" + "&".join(names) if names else "")


def unlisted(visitor, listed):
    """Follows the links of the listed paths, and opens one page of each kind that is not among them: yields its kind.
    """
    seen = {kind(urljoin(server.URL, path)) for path in listed}
    waiting = []
    # One page of each kind shows where its links lead.
    for path in {kind(path): path for path in listed}.values():
        visitor.go(path)
        waiting += links(visitor.page)
    while waiting:
        url = waiting.pop(0)
        if kind(url) in seen:
            continue
        seen.add(kind(url))
        assert len(seen) <= 120, f"there is no end to the kinds of pages: {sorted(seen)}"
        answer = visitor.go(url)
        assert answer.status == 200, f"{url} answers {answer.status}"
        waiting += links(visitor.page)
        yield kind(url)


def links(page):
    found = page.eval_on_selector_all("a[href]", "all => all.map((a) => new URL(a.getAttribute('href'), location).href)")
    plain = [urlsplit(url)._replace(fragment="").geturl() for url in found]
    return [url for url in plain if is_page(url)]


def is_page(url):
    parts = urlsplit(url)
    is_local = f"{parts.scheme}://{parts.netloc}" == server.URL
    return is_local and not NO_PAGE.search(parts.path) and "language=" not in parts.query
