import Domain
import NIOCore
import NIOHPACK

extension OutgoingRequest {
    /// The headers as HTTP/2 sends them: names in lower case, the authority in place of `Host`.
    var streamHeaders: HPACKHeaders {
        var all = HPACKHeaders()
        all.reserveCapacity(headers.count + 5)
        all.add(name: ":method", value: "POST")
        all.add(name: ":scheme", value: url.origin.isTLS ? "https" : "http")
        all.add(name: ":authority", value: url.authority)
        all.add(name: ":path", value: url.requestTarget)
        for (name, value) in headers {
            let name = name.lowercased()
            all.add(name: name, value: value, indexing: Self.indexing(of: name))
        }
        all.add(name: "content-length", value: String(body.readableBytes), indexing: .nonIndexable)
        return all
    }

    /// What is the same in most requests of a connection goes into the table of both sides. What differs each time would
    /// only fill it, and a webhook's custom headers may be credentials, which belong in no table.
    private static func indexing(of name: String) -> HPACKIndexing {
        switch name {
        case "accept", "content-type", "user-agent", "x-perfsee-hook-id": .indexable
        case _ where name.hasPrefix("x-perfsee-") || name.hasPrefix("webhook-"): .nonIndexable
        default: .neverIndexed
        }
    }
}
