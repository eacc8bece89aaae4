import Domain
import Localization

/// The extra headers that a webhook may have.
enum WebhookHeaders {
    static let description = """
        At most \(Webhook.maximumHeaders) extra headers by name, with at most \(Webhook.maximumHeaderBytes) bytes in \
        total. A change replaces all of them. Values are never shown again.
        """

    static let field = Field<[Attempt.Header]>(
        "headers", Schema.map(of: .string()).described(description), isNullable: true
    ) { value, faults in
        guard value.kind == .object else { return faults.refuse("headers", .header(.notAnObject)) }
        let before = faults.count
        let headers = value.children.compactMap { read($0, &faults) }
        if let fault = faultOfAll(value.children.count, headers) { return faults.refuse("headers", .header(fault)) }
        return faults.count == before ? headers : nil
    }

    private static func read(_ member: JSONValue, _ faults: inout [FieldFault]) -> Attempt.Header? {
        let name = member.key ?? "\u{FFFD}"
        let path = "headers.\(name.cut(to: Form.shownNameLength))"
        guard faults.count < Form.maximumFaults else { return nil }
        if let fault = fault(ofName: name) { return faults.refuse(path, .header(fault)) }
        guard let text = member.string else { return faults.refuse(path, .notString) }
        if let reason = fault(ofValue: text) { return faults.refuse(path, reason) }
        return Attempt.Header(name: name, value: text)
    }

    private static func faultOfAll(_ count: Int, _ headers: [Attempt.Header]) -> HeaderFault? {
        guard count <= Webhook.maximumHeaders else {
            return .tooMany(limit: Webhook.maximumHeaders, count: count)
        }
        let bytes = headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count }
        guard bytes <= Webhook.maximumHeaderBytes else {
            return .tooLarge(limit: Webhook.maximumHeaderBytes, count: bytes)
        }
        let names = Set(headers.map { $0.name.lowercased() })
        return names.count == headers.count ? nil : .duplicate
    }

    static func fault(ofName name: String) -> HeaderFault? {
        guard !name.isEmpty, name.utf8.allSatisfy(isTokenByte) else { return .invalidName }
        let lower = name.lowercased()
        let isReserved = reserved.contains(lower) || reservedPrefixes.contains { lower.hasBytePrefix($0) }
        return isReserved ? .reserved : nil
    }

    static func fault(ofValue value: String) -> FaultReason? {
        guard !value.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\t" || $0.value == 0x7F }) else {
            return .header(.controlCharacter)
        }
        return value.trimmed.utf8.count < value.utf8.count ? .text(.outerSpace) : nil
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
