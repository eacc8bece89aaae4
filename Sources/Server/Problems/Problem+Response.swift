import Domain
import HTTPTypes
import Hummingbird
import NIOCore

extension Problem {
    static let contentType = "application/problem+json"

    /// How long a client that was refused may go on sending before its connection is cut: time enough to read why.
    static let lingering = TimeAmount.seconds(2)

    var body: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.string("type", "about:blank")
            json.string("title", status.reasonPhrase)
            json.integer("status", status.code)
            json.string("detail", detail)
            guard !faults.isEmpty else { return }
            json.array("errors") { json in
                for fault in faults { fault.write(to: &json) }
            }
        }
        return json.bytes
    }

    func response(on channel: any Channel) -> Response {
        var headers = headers
        headers[.contentType] = Self.contentType
        let bytes = ByteBuffer(bytes: body)
        guard closesConnection else {
            return Response(status: status, headers: headers, body: .init(byteBuffer: bytes))
        }
        headers[.connection] = "close"
        let body = ResponseBody(contentLength: bytes.readableBytes) { writer in
            try await writer.write(bytes)
            try await writer.finish(nil)
            // What is still coming is read and dropped for a while: a connection that is closed on top of unread
            // bytes is reset, and the client would never see the answer.
            guard channel.isActive else { return }
            channel.eventLoop.scheduleTask(in: Self.lingering) { channel.close(promise: nil) }
        }
        return Response(status: status, headers: headers, body: body)
    }
}

extension FieldFault {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.string("field", field)
            json.string("message", message)
        }
    }
}
