import Domain
import HTTPTypes
import Hummingbird
import NIOCore
import Storage

extension Response {
    static func json(_ status: HTTPResponse.Status, _ bytes: some Sequence<UInt8>, location: String? = nil) -> Response
    {
        .json(status, ByteBuffer(bytes: bytes), location: location)
    }

    /// - Parameter body: shared by all answers that are given the same buffer.
    static func json(_ status: HTTPResponse.Status, _ body: ByteBuffer, location: String? = nil) -> Response {
        var headers: HTTPFields = [.contentType: "application/json"]
        if let location { headers[.location] = location }
        return Response(status: status, headers: headers, body: .init(byteBuffer: body))
    }

    static func json(
        _ status: HTTPResponse.Status = .ok, location: String? = nil, _ write: (inout JSONWriter) -> Void
    ) -> Response {
        var json = JSONWriter()
        write(&json)
        return .json(status, json.bytes, location: location)
    }

    static var noContent: Response { Response(status: .noContent) }

    static func stored(_ answer: StoredAnswer) -> Response {
        .json(HTTPResponse.Status(code: answer.status), answer.body, location: answer.location)
    }
}
