import Domain
import HTTPTypes
import Hummingbird
import Localization
import NIOCore

extension Problem {
    static let contentType = "application/problem+json"

    var body: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.string("type", "about:blank")
            json.string("title", status.reasonPhrase)
            json.integer("status", status.code)
            json.string("detail", detail.text[.english])
            guard !faults.isEmpty else { return }
            json.array("errors") { json in
                for fault in faults { fault.write(to: &json) }
            }
        }
        return json.bytes
    }

    /// The headers of its answer.
    var allHeaders: HTTPFields {
        var headers = headers
        headers[.contentType] = Self.contentType
        // The connection's handler then closes it, once the client has had time to read this.
        if closesConnection { headers[.connection] = "close" }
        return headers
    }

    var response: Response {
        Response(status: status, headers: allHeaders, body: .init(byteBuffer: ByteBuffer(bytes: body)))
    }
}

extension FieldFault {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.string("field", field)
            json.string("message", reason.text[.english])
        }
    }
}
