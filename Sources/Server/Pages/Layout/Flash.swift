import Domain
import HTTPTypes
import Hummingbird
import Signing

/// What the page after a form shows once and never again: a secret that was just created. It waits in a browser cookie,
/// sealed for one session and one page, so that any of several servers can show it and none keeps it.
struct Flash: Sendable, Redacted {
    static let cookie = "perfsee_flash"
    /// How long it waits for its page.
    static let lifetime: Duration = .minutes(1)
    /// Its maximum size in bytes: browsers accept cookies of 4 KiB.
    static let maximumBytes = 2_048

    var text: String
    /// Until when the value that it replaces stays valid; nil if that has ended.
    var until: Timestamp?

    init(_ text: String, until: Timestamp? = nil) {
        self.text = text
        self.until = until
    }

    /// The cookie's value; nil if it is too long for a cookie.
    func sealed(with keyring: Keyring, for place: String, at now: Timestamp) throws -> String? {
        guard text.utf8.count <= Self.maximumBytes else { return nil }
        let end = (now + Self.lifetime).milliseconds
        let plain = "\(end)\n\(until.map { String($0.milliseconds) } ?? "")\n\(text)"
        return Base64.url.encode(try keyring.seal(Array(plain.utf8), context: Self.context(place)))
    }

    /// Nil if it is for another place, expired, or not sealed by this server.
    init?(sealed value: String, with keyring: Keyring, for place: String, at now: Timestamp) {
        guard let bytes = Base64.url.decode(value),
            let plain = try? keyring.open(bytes, context: Self.context(place))
        else { return nil }
        let parts = String(decoding: plain, as: UTF8.self).split(
            separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let end = Int64(parts[0]), now.milliseconds < end else { return nil }
        self.init(String(parts[2]), until: Int64(parts[1]).map(Timestamp.init(milliseconds:)))
    }

    private static func context(_ place: String) -> String { "flash:\(place)" }
}

extension PageRequest {
    /// Redirects the browser to a page that shows something once.
    /// - Parameter page: its path, with a query if it has one.
    func redirect(to page: String, showing flash: Flash) throws -> Response {
        let path = String(page.prefix { $0 != "?" && $0 != "#" })
        var response = Response.redirect(page)
        let value = try flash.sealed(with: services.keyring, for: place(path), at: now)
        if let value { setFlash(value, for: Flash.lifetime, path: path, on: &response) }
        return response
    }

    /// What the requested page shows once. A page that merely refreshes itself does not consume what a visitor is
    /// waiting for.
    var flash: Flash? {
        guard http.method == .get, http.headers[.perfseeRefresh] == nil,
            let value = http.cookies[Flash.cookie]?.value
        else { return nil }
        return Flash(sealed: value, with: services.keyring, for: place(path), at: now)
    }

    /// Clears what this page has shown.
    func forgetFlash(on response: inout Response) {
        if flash != nil { setFlash("", for: .zero, path: path, on: &response) }
    }

    /// The form key is as secret as the session, and the same on all of its pages.
    private func place(_ path: String) -> String { "\(formKey.text) \(path)" }

    private func setFlash(_ value: String, for lifetime: Duration, path: String, on response: inout Response) {
        response.setCookie(
            Cookie(
                name: Flash.cookie, value: value, maxAge: lifetime.wholeSeconds, path: path, secure: isSecure,
                httpOnly: true, sameSite: .strict))
    }
}

extension HTTPField.Name {
    /// What the script sends when it refetches a page that is already shown.
    static let perfseeRefresh: HTTPField.Name = {
        guard let name = HTTPField.Name("X-Perfsee-Refresh") else { preconditionFailure("no header name") }
        return name
    }()
}
