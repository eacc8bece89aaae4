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
        # Who may what

        Made from the routes by a test, which asks each of them as each of these callers and fails where the answer is another
        one, or where a route is missing here (`Tests/ServerTests/Access`; a new route needs one line in `AccessRows.swift`).
        `make access` writes this page anew.

        | cell | means |
        |---|---|
        | ✓ | it is let in; what it asks for may still be wrong, or not there |
        | 401 | it has to say who it is |
        | 403 | it may know of the project or the application, but not do this |
        | 404 | the answer is, byte for byte, the one for what is not there, and takes the same steps |
        | sign in | a page that sends to the sign-in page, and back afterwards |

        ## The API

        All below `/api/v1`, but for `/healthz`, `/readyz`, `/metrics` and `/openapi.json`. Where a column names no token, it is one
        with every scope. The tokens with one scope act as an admin of the project; the application is the one of the path.
        `HEAD` is let in where `GET` is.

        """

    private static let aboutPages = """

        ## The pages

        In a browser, signed in. A token opens no page. Each `POST` takes the key of the visitor's own forms as well, and is a 403
        without it, whoever sends it.

        """

    private static let end = """

        Where only forms are sent to, the address by itself leads to the page above it, for everybody.

        """
}
