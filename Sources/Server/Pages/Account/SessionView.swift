import Domain
import Signing
import Storage

/// A session as its account sees it: where, when, and a button that ends it.
struct SessionView: Sendable {
    /// How many are listed: those that were used last.
    static let shown = 100

    var browser: String
    /// All that the browser said about itself.
    var description: String?
    var address: String?
    var created: MomentView
    var used: MomentView
    /// Whether it is the one that shows the page.
    var isCurrent: Bool
    /// Where it is ended.
    var action: String

    init(_ session: OpenSession, _ request: PageRequest) {
        let strings = request.strings
        description = session.origin.browser
        browser = session.origin.browser.flatMap { BrowserName(of: $0) }?.text(strings) ?? strings("browser-unknown")
        address = session.origin.address
        isCurrent = session.hash == request.sessionHash
        created = MomentView(session.createdAt, now: request.now, strings)
        let used = isCurrent ? request.now : session.usedAt ?? session.createdAt
        self.used = MomentView(used, now: request.now, strings)
        action = "/account/sessions/\(Hex.encode(session.hash))"
    }
}
