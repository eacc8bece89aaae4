import HTTPTypes

/// The headers of every answer.
struct StandardHeaders: Sendable {
    /// Whether the server is reached over HTTPS, so that browsers need not try anything else for a year.
    let isSecure: Bool

    init(publicURL: String) {
        isSecure = publicURL.lowercased().utf8.starts(with: "https:".utf8)
    }

    func add(to headers: inout HTTPFields) {
        headers[.xContentTypeOptions] = "nosniff"
        if headers[.cacheControl] == nil { headers[.cacheControl] = "no-store" }
        if isSecure { headers[.strictTransportSecurity] = "max-age=31536000" }
    }

    func added(to headers: HTTPFields) -> HTTPFields {
        var headers = headers
        add(to: &headers)
        return headers
    }
}
