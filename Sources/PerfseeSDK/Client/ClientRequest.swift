import Foundation

/// One request to a Perfsee server's API.
public struct ClientRequest: Sendable {
    /// How long a request may take unless another time is asked for.
    public static let defaultTimeout: Duration = .seconds(30)

    /// What a request carries.
    public enum Body: Sendable {
        /// JSON, as it is.
        case json([UInt8])
        /// A file, read while it is sent.
        case file(FileUpload)
    }

    /// `GET`, `POST`, `PUT`, `PATCH` or `DELETE`.
    public var method: String
    /// The path below the base URL, its parts escaped; see ``path(_:)``.
    public var path: String
    /// The query's parameters, not escaped. A nil value leaves the parameter out.
    public var query: [(name: String, value: String?)]
    /// What the request carries.
    public var body: Body?
    /// Headers beside those that every request has.
    public var headers: [(name: String, value: String)] = []
    /// With a key the request can be sent again safely, and is, where it may have failed for a passing reason.
    public var idempotencyKey: String?
    /// How long the whole request may take.
    public var timeout: Duration

    /// A request; nothing is sent yet.
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

    /// A request that carries `json`.
    public init(
        _ method: String, _ path: String, json: some Encodable, idempotencyKey: String? = nil
    ) throws {
        let bytes = Array(try WireJSON.encoder().encode(json))
        self.init(method, path, body: .json(bytes), idempotencyKey: idempotencyKey)
    }

    /// The path of a resource below `/api/v1`, each part escaped.
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

/// Percent-encoding of everything that RFC 3986 does not call unreserved.
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
