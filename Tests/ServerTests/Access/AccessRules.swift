/// The result of a request, as the matrix writes it.
enum Verdict: String, Sendable {
    /// Access is granted; the answer itself does not matter.
    case allowed = "✓"
    /// A page that redirects to the sign-in page.
    case signIn = "sign in"
    case unauthorized = "401"
    case forbidden = "403"
    /// A 404 identical, byte for byte, to the one for a missing resource.
    case hidden = "404"
}

/// The callers of the API, in the order of the columns.
enum APICaller: String, CaseIterable, Sendable {
    case nobody
    case stranger = "admin of another project"
    case anyone = "the same, in a public project"
    case reader = "`read` in the project"
    case admin = "`admin` in the project"
    case application = "application, `admin`"
    case read = "token `read`"
    case upload = "token `upload`"
    case publish = "token `publish`"
    case administer = "token `admin`"
    case narrowed = "token for another project"
    case instance = "instance admin"
}

/// The visitors of a page, in the order of the columns.
enum PageCaller: String, CaseIterable, Sendable {
    case nobody
    case anyone = "nobody, in a public project"
    case stranger = "admin of another project"
    case reader = "`read` in the project"
    case admin = "`admin` in the project"
    case instance = "instance admin"
}

/// What an endpoint needs, and so the result for each caller, column by column.
enum APIRule: String, Sendable {
    case open = "✓ ✓ ✓ ✓ ✓ ✓ ✓ ✓ ✓ ✓ ✓ ✓"
    /// Any valid token.
    case known = "401 ✓ ✓ ✓ ✓ ✓ ✓ ✓ ✓ ✓ ✓ ✓"
    case read = "401 404 ✓ ✓ ✓ ✓ ✓ 403 403 ✓ 404 ✓"
    case upload = "401 404 403 403 ✓ ✓ 403 ✓ 403 ✓ 404 ✓"
    case publish = "401 404 403 403 ✓ ✓ 403 403 ✓ ✓ 404 ✓"
    case administer = "401 404 403 403 ✓ ✓ 403 403 403 ✓ 404 ✓"
    case instance = "401 403 403 403 403 403 403 403 403 403 403 ✓"
    /// The list of projects, each caller with those that it may read.
    case listing = "401 ✓ ✓ ✓ ✓ ✓ ✓ 403 403 ✓ ✓ ✓"
    /// The application itself, and instance admins.
    case ofApplication = "401 404 404 404 404 ✓ 404 404 404 404 404 ✓"
    /// What an application may not do to itself.
    case endingApplication = "401 404 404 404 404 403 404 404 404 404 404 ✓"
    /// A new token for one's own account.
    case minting = "401 ✓ ✓ ✓ ✓ ✓ 403 403 403 ✓ ✓ ✓"
    /// A token of one's own account that is not limited to a project.
    case revoking = "401 ✓ ✓ ✓ ✓ ✓ 403 403 403 ✓ 404 ✓"

    var verdicts: [APICaller: Verdict] { Verdict.row(rawValue) }
}

/// What a page needs.
enum PageRule: String, Sendable {
    case open = "✓ ✓ ✓ ✓ ✓ ✓"
    case signedIn = "→ → ✓ ✓ ✓ ✓"
    case read = "→ ✓ 404 ✓ ✓ ✓"
    case administer = "→ → 404 403 ✓ ✓"
    case instance = "→ → 403 403 403 ✓"

    var verdicts: [PageCaller: Verdict] { Verdict.row(rawValue.replacing("→", with: "sign-in")) }
}

extension Verdict {
    /// A rule's verdicts, one per caller.
    fileprivate static func row<Caller: CaseIterable & Hashable>(_ text: String) -> [Caller: Verdict] {
        let verdicts = text.split(separator: " ").compactMap { word in
            Verdict(rawValue: word == "sign-in" ? Verdict.signIn.rawValue : String(word))
        }
        precondition(verdicts.count == Caller.allCases.count, "a verdict for each caller: \(text)")
        return Dictionary(uniqueKeysWithValues: zip(Caller.allCases, verdicts))
    }
}
