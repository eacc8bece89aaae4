import Foundation

/// Where a server is: scheme, host, port and perhaps a path that it lies under.
struct BaseURL: Sendable, Hashable, CustomStringConvertible {
    /// Without a slash at its end.
    let description: String

    init(_ text: String) throws(PerfseeClientError) {
        guard let url = URLComponents(string: text), let scheme = url.scheme?.lowercased(),
            ["http", "https"].contains(scheme), let host = url.host, !host.isEmpty, url.user == nil, url.query == nil,
            url.fragment == nil
        else { throw .invalidBaseURL(text) }
        description = String(text.reversed().drop { $0 == "/" }.reversed())
    }
}
