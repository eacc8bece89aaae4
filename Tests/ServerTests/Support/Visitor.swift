import Domain
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Signing
import Storage
import Synchronization
import TestSupport

@testable import Server

/// A browser without a screen: keeps cookies, and sends forms with the key of their page.
final class Visitor: Sendable {
    private let fixture: ServerFixture
    private let language: String
    /// Sent with every request, as a proxy would add them.
    private let headers: HTTPFields
    private let cookies = Mutex<[String: String]>([:])

    init(_ fixture: ServerFixture, language: String = "en", headers: HTTPFields = [:]) {
        self.fixture = fixture
        self.headers = headers
        self.language = language
    }

    /// A received page.
    struct Page: Sendable {
        var status: Int
        var headers: HTTPFields
        var text: String

        /// The value of its forms' hidden field.
        var formKey: String? {
            text.firstMatch(of: /name="form-key" value="([0-9a-f]+)"/).map { String($0.1) }
        }
        var location: String? { headers[.location] }
    }

    /// - Parameter refreshing: as the script does for a page that is already shown.
    func get(_ path: String, accept: String? = nil, refreshing: Bool = false) async throws -> Page {
        var headers = HTTPFields()
        headers[.accept] = accept
        if refreshing { headers[.perfseeRefresh] = "1" }
        return try await send(.get, path, headers, body: nil)
    }

    /// Copies a cookie from another visitor.
    func take(_ name: String, from other: Visitor) {
        let value = other.cookies.withLock { $0[name] }
        cookies.withLock { $0[name] = value }
    }

    /// - Parameters:
    ///   - page: the page with the form, whose key is sent along; nil sends none.
    ///   - fields: in order; a name may occur more than once.
    func post(_ path: String, _ fields: [(String, String)] = [], from page: String?) async throws -> Page {
        var fields = fields
        if let page, let key = try await get(page).formKey { fields.append(("form-key", key)) }
        let body = fields.map { "\(Self.encode($0.0))=\(Self.encode($0.1))" }.joined(separator: "&")
        return try await send(.post, path, [:], body: body)
    }

    /// Signed in with a session of that account, like a browser that signed in earlier.
    static func signedIn(_ account: Account, in fixture: ServerFixture, language: String = "en") async throws -> Visitor
    {
        let visitor = Visitor(fixture, language: language)
        let secret = "session of \(account.id) \(UUID().uuidString)".replacing(" ", with: "-")
        try await fixture.store.createSession(
            hash: TokenHash(of: secret).bytes, for: account.id, at: fixture.time.now(),
            expiresAt: fixture.time.now() + .days(1))
        visitor.cookies.withLock { $0["perfsee_session"] = secret }
        return visitor
    }

    private func send(
        _ method: HTTPRequest.Method, _ path: String, _ more: HTTPFields, body: String?
    ) async throws -> Page {
        var headers = self.headers
        for field in more { headers[field.name] = field.value }
        headers[.acceptLanguage] = language
        if !cookieLine.isEmpty { headers[.cookie] = cookieLine }
        if body != nil { headers[.contentType] = "application/x-www-form-urlencoded" }
        let response = try await fixture.client.executeRequest(
            uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
        for cookie in response.headers[values: .setCookie] { keep(cookie) }
        return Page(status: response.status.code, headers: response.headers, text: String(buffer: response.body))
    }

    /// All cookies, as they are sent.
    var cookieLine: String { cookies.withLock { $0.map { "\($0)=\($1)" }.sorted().joined(separator: "; ") } }

    private func keep(_ cookie: String) {
        let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard pair.count == 2 else { return }
        cookies.withLock { $0[String(pair[0])] = pair[1].isEmpty ? nil : String(pair[1]) }
    }

    private static func encode(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}
