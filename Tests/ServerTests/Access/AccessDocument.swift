/// The matrix as written in `docs/access.md`.
enum AccessDocument {
    static func text(_ api: [AccessRoute], _ pages: [AccessRoute]) -> String {
        let rules = Dictionary(AccessRows.api) { first, _ in first }
        let pageRules = Dictionary(AccessRows.pages) { first, _ in first }
        let apiRows = api.map { route in
            (route.name, APICaller.allCases.map { rules[route.name]?.verdicts[$0]?.rawValue ?? "?" })
        }
        let pageRows = pages.map { route in
            (route.name, PageCaller.allCases.map { pageRules[route.name]?.verdicts[$0]?.rawValue ?? "?" })
        }
        return [
            introduction, table("endpoint", APICaller.allCases.map(\.rawValue), apiRows), aboutPages,
            table("page", PageCaller.allCases.map(\.rawValue), pageRows), end,
        ].joined(separator: "\n")
    }

    private static func table(_ first: String, _ columns: [String], _ rows: [(String, [String])]) -> String {
        let head = "| \(([first] + columns).joined(separator: " | ")) |"
        let line = "|---|\(columns.map { _ in ":-:|" }.joined())"
        return ([head, line] + rows.map { name, cells in "| `\(name)` | \(cells.joined(separator: " | ")) |" })
            .map { "\($0)\n" }.joined()
    }

    private static let introduction = """
        # Permissions

        A test generates this page from the routes: it sends a request to each route as each of these callers. It fails if an
        answer differs from this table, or if a route is missing from it (`Tests/ServerTests/Access`; add one line to
        `AccessRows.swift` for a new route). Run `make access` to regenerate the page.

        | cell | meaning |
        |---|---|
        | ✓ | Allowed. The request itself may still be invalid, or its target may not exist. |
        | 401 | Authentication is required. |
        | 403 | The caller may know about the project or application, but lacks the permission. |
        | 404 | Hidden: the response is, byte for byte, that for something that does not exist, and takes the same steps. |
        | sign in | The page redirects to the sign-in page, and back afterward. |

        ## API

        All paths are below `/api/v1`, except `/healthz`, `/readyz`, `/metrics` and `/openapi.json`. Where a column names no token,
        the caller's token has every scope. Tokens with a single scope belong to an admin of the project; the application is the one
        in the path. `HEAD` is allowed where `GET` is.

        """

    private static let aboutPages = """

        ## Pages

        The caller is signed in with a browser; tokens don't give access to pages. Each `POST` also requires the key of the
        visitor's own forms: without it, the response is a 403 for every caller.

        """

    private static let end = """

        A path that only accepts forms redirects every caller to the page above it.

        """
}
