import Foundation

/// One request to a Perfsee server's API.
public struct ClientRequest: Sendable {
    /// The default timeout of a request: 30 seconds.
    public static let defaultTimeout: Duration = .seconds(30)

    /// The body of a request.
    public enum Body: Sendable {
        /// JSON, sent as it is.
        case json([UInt8])
        /// NDJSON, a JSON value on each line, sent as it is.
        case lines([UInt8])
        /// A file, read while it is sent.
        case file(FileUpload)
    }

    /// The HTTP method: `GET`, `POST`, `PUT`, `PATCH` or `DELETE`.
    public var method: String
    /// The path below the base URL, with its parts percent-encoded; see ``path(_:)``.
    public var path: String
    /// The query parameters, not encoded. A nil value leaves the parameter out.
    public var query: [(name: String, value: String?)]
    /// The body, if any.
    public var body: Body?
    /// Headers in addition to those of every request.
    public var headers: [(name: String, value: String)] = []
    /// The idempotency key. A request with a key is safe to retry, and is retried after a transient failure.
    public var idempotencyKey: String?
    /// The timeout of the whole request.
    public var timeout: Duration

    /// Creates a request; nothing is sent yet.
    public init(
        _ method: String, _ path: String, query: [(name: String, value: String?)] = [], body: Body? = nil,
        idempotencyKey: String? = nil, timeout: Duration = ClientRequest.defaultTimeout
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.body = body
        self.idempotencyKey = idempotencyKey
        self.timeout = timeout
    }

    /// Creates a request with a JSON body.
    public init(
        _ method: String, _ path: String, json: some Encodable, idempotencyKey: String? = nil
    ) throws {
        let bytes = Array(try WireJSON.encoder().encode(json))
        self.init(method, path, body: .json(bytes), idempotencyKey: idempotencyKey)
    }

    /// The path of a resource below `/api/v1`, with each part percent-encoded.
    public static func path(_ parts: String...) -> String {
        "/api/v1" + parts.map { "/" + PercentEncoding.encode($0) }.joined()
    }

    /// The path with its query, below the base URL.
    var target: String {
        let parameters = query.compactMap { name, value in
            value.map { "\(PercentEncoding.encode(name))=\(PercentEncoding.encode($0))" }
        }
        return parameters.isEmpty ? path : path + "?" + parameters.joined(separator: "&")
    }
}

/// Percent-encodes everything that RFC 3986 does not call unreserved.
enum PercentEncoding {
    private static let digits = Array("0123456789ABCDEF".utf8)

    static func encode(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if isUnreserved(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
