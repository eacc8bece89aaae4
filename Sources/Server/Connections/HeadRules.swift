import Domain
import HTTPTypes
import Localization
import NIOHTTP1

/// Rules for a request's head beyond those that the parser checks.
enum HeadRules {
    /// The methods that any path accepts.
    static let methods: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete]

    /// Why it is refused; nil if it is accepted.
    static func fault(in head: HTTPRequestHead) -> Problem? {
        var hosts = 0
        for (name, value) in head.headers where name.utf8.count == 4 && name.lowercased() == "host" {
            hosts += 1
            guard value.utf8.allSatisfy(isOfHost) else { return Problem(.badRequest, .request(.invalidHost)) }
        }
        // With two Host headers, a proxy and a server that each read a different one would route the request to
        // different sites.
        guard hosts <= 1 else { return Problem(.badRequest, .request(.severalHosts(count: hosts))) }
        return hosts == 1 || head.isOfHTTP1_0 ? nil : Problem(.badRequest, .request(.missingHost))
    }

    /// Whether the byte may occur in a host name or an address with its port.
    private static func isOfHost(_ byte: UInt8) -> Bool {
        byte.isASCIILetterOrDigit || "-._~:[]%!$&'()*+;=".utf8.contains(byte)
    }
}
