import Foundation

/// A server's URL: scheme, host, port and an optional base path.
struct BaseURL: Sendable, Hashable, CustomStringConvertible {
    /// Without a trailing slash.
    let description: String

    init(_ text: String) throws(PerfseeClientError) {
        guard let url = URLComponents(string: text), let scheme = url.scheme?.lowercased(),
            ["http", "https"].contains(scheme), let host = url.host, !host.isEmpty, url.user == nil, url.query == nil,
            url.fragment == nil
        else { throw .invalidBaseURL(text) }
        description = String(text.reversed().drop { $0 == "/" }.reversed())
    }
}
