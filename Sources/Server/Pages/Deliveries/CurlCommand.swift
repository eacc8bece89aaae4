import Domain

/// A command that sends the attempt's request again, signed afresh with a secret that only the reader has. The body goes
/// through a pipe, because arguments are limited to 128 KiB; and curl must not read brackets in the URL as a range.
struct CurlCommand: Sendable {
    /// The variable that this project's commands read a webhook's secret from.
    static let secret = "PERFSEE_WEBHOOK_SECRET"
    private static let signature = "X-Perfsee-Signature-256"
    /// Signed with an old timestamp: receivers would refuse these.
    private static let left = ["webhook-id", "webhook-timestamp", "webhook-signature"]

    let request: Attempt.Request
    let body: String

    var text: String {
        let isSigned = request.headers.contains { Self.names($0.name, Self.signature) }
        let lines =
            ["printf %s \"$body\" | curl --globoff -X POST \(Self.quoted(request.url))"] + headers + [
                "  --data-binary @-"
            ]
        return (["body=\(Self.quoted(body))"] + (isSigned ? [Self.signing] : []) + [lines.joined(separator: " \\\n")])
            .joined(separator: "\n")
    }

    private var headers: [String] {
        request.headers.filter { header in !Self.left.contains { Self.names(header.name, $0) } }.map { header in
            let isSignature = Self.names(header.name, Self.signature)
            let quoted = Self.quoted("\(header.name): \(header.value)")
            return "  -H " + (isSignature ? "\"\(Self.signature): sha256=$signature\"" : quoted)
        }
    }

    private static let signing =
        "signature=$(printf %s \"$body\" | openssl dgst -sha256 -hmac \"$\(secret)\" | sed 's/^.* //')"

    private static func names(_ name: String, _ other: String) -> Bool { name.lowercased() == other.lowercased() }

    private static func quoted(_ text: String) -> String { "'\(text.replacing(byte: "'", with: "'\\''"))'" }
}
