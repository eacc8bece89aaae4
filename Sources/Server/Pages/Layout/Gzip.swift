import Domain
import HTTPTypes
import Hummingbird
import Zlib

/// Compresses answers with gzip for browsers that accept it.
enum Gzip {
    /// Fast for what is generated per request; thorough for what is compressed once.
    enum Effort: Int {
        case fast = 1
        case thorough = 9
    }

    /// Less is not worth compressing: it fits into one packet either way.
    static let worthwhile = 1_000

    /// Whether the request accepts gzip.
    static func isTaken(by request: Request) -> Bool {
        (request.headers[.acceptEncoding] ?? "").split(byte: ",").contains { part in
            let fields = part.split(byte: ";").map(\.trimmed)
            let weight = fields.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            return fields.first?.lowercased() == "gzip" && weight > 0
        }
    }

    /// Whether a page may be compressed for this request.
    ///
    /// A page holds secrets, above all its form key, next to values from the address, such as a filter. If both are
    /// compressed together, the length of the answer reveals how similar they are, and an attacker who sees lengths and
    /// can make a browser repeat requests works out the secret (BREACH). So only requests that the visitor made are
    /// compressed: from one of our own pages, or typed into the address bar. A request that another site made the
    /// browser send is answered uncompressed, and so is one from a browser that does not say which of the two it was.
    static func isSafe(for request: Request) -> Bool {
        let site = request.headers[.fetchSite]
        return site == "same-origin" || site == "none"
    }

    /// Nil if zlib fails.
    static func compress(_ bytes: [UInt8], _ effort: Effort) -> [UInt8]? {
        DeflateStream.compress(bytes, .gzip, level: effort.rawValue)
    }
}

extension HTTPField.Name {
    static let fetchSite: HTTPField.Name = {
        guard let name = HTTPField.Name("Sec-Fetch-Site") else { preconditionFailure("no header name") }
        return name
    }()
}
