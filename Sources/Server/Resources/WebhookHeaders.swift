import Domain

/// The extra headers that a webhook may have.
enum WebhookHeaders {
    static let description = """
        At most \(Webhook.maximumHeaders) extra headers by name, \(Webhook.maximumHeaderBytes) bytes in all. Taken as a \
        whole: what is sent replaces what was there. Values are never shown again.
        """

    static let field = Field<[Attempt.Header]>(
        "headers", Schema.map(of: .string()).described(description), isNullable: true
    ) { value, faults in
        guard value.kind == .object else { return faults.refuse("headers", "must be an object of names and values") }
        let before = faults.count
        let headers = value.children.compactMap { read($0, &faults) }
        if let message = faultOfAll(value.children.count, headers) { return faults.refuse("headers", message) }
        return faults.count == before ? headers : nil
    }

    private static func read(_ member: JSONValue, _ faults: inout [FieldFault]) -> Attempt.Header? {
        let name = member.key ?? "\u{FFFD}"
        let path = "headers.\(name.cut(to: Form.shownNameLength))"
        guard faults.count < Form.maximumFaults else { return nil }
        if let message = fault(ofName: name) { return faults.refuse(path, message) }
        guard let text = member.string else { return faults.refuse(path, "must be a string") }
        if let message = fault(ofValue: text) { return faults.refuse(path, message) }
        return Attempt.Header(name: name, value: text)
    }

    private static func faultOfAll(_ count: Int, _ headers: [Attempt.Header]) -> String? {
        guard count <= Webhook.maximumHeaders else {
            return "must be at most \(Webhook.maximumHeaders); they are \(count)"
        }
        let bytes = headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count }
        guard bytes <= Webhook.maximumHeaderBytes else {
            return "must have at most \(Webhook.maximumHeaderBytes) bytes in all; they have \(bytes)"
        }
        let names = Set(headers.map { $0.name.lowercased() })
        return names.count == headers.count ? nil : "names a header twice"
    }

    static func fault(ofName name: String) -> String? {
        guard !name.isEmpty, name.utf8.allSatisfy(isTokenByte) else { return "is not a header's name (RFC 9110)" }
        let lower = name.lowercased()
        let isReserved = reserved.contains(lower) || reservedPrefixes.contains { lower.hasBytePrefix($0) }
        return isReserved ? "is a header that Perfsee sets itself or that belongs to the connection" : nil
    }

    static func fault(ofValue value: String) -> String? {
        guard !value.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\t" || $0.value == 0x7F }) else {
            return "must not hold line breaks or other control characters"
        }
        return value.trimmed.utf8.count < value.utf8.count ? "must not begin or end with a space" : nil
    }

    /// Headers that every request carries, and hop-by-hop headers.
    static let reserved: Set<String> = [
        "host", "content-length", "content-type", "content-encoding", "accept", "accept-encoding", "user-agent",
        "connection", "keep-alive", "proxy-connection", "proxy-authenticate", "proxy-authorization", "te", "trailer",
        "transfer-encoding", "upgrade", "expect", "http2-settings",
    ]
    static let reservedPrefixes = ["x-perfsee-", "webhook-"]

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        byte.isASCIILetterOrDigit || "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
}
