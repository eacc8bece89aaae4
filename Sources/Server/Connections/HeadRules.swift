import Domain
import HTTPTypes
import NIOHTTP1

/// What the head of a request has to keep to beyond what its parser looks at.
enum HeadRules {
    /// The methods that any path takes.
    static let methods: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete]

    /// Why it is refused; nil where it is not.
    static func fault(in head: HTTPRequestHead) -> Problem? {
        var hosts = 0
        for (name, value) in head.headers where name.utf8.count == 4 && name.lowercased() == "host" {
            hosts += 1
            guard value.utf8.allSatisfy(isOfHost) else { return Problem(.badRequest, "The Host header names no host.") }
        }
        // Proxies and servers that each read another of two take the request for different sites.
        guard hosts <= 1 else { return Problem(.badRequest, "Send one Host header; this request has \(hosts).") }
        guard hosts == 1 || head.isOfHTTP1_0 else {
            return Problem(.badRequest, "Send a Host header; HTTP/1.1 asks for one.")
        }
        return nil
    }

    /// Of a name or an address with its port.
    private static func isOfHost(_ byte: UInt8) -> Bool {
        byte.isASCIILetterOrDigit || "-._~:[]%!$&'()*+;=".utf8.contains(byte)
    }
}
