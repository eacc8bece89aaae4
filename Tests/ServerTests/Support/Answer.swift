import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore

/// An answer of the server.
struct Answer: Sendable {
    var status: Int
    var headers: HTTPFields
    var bytes: [UInt8]

    init(_ response: TestResponse) {
        status = response.status.code
        headers = response.headers
        bytes = Array(response.body.readableBytesView)
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Null if the body is not JSON.
    var json: Tree { (try? JSONDecoder().decode(Tree.self, from: Data(bytes))) ?? .null }

    /// The fields that a problem names.
    var faults: [String] { (json["errors"]?.items ?? []).compactMap { $0["field"]?.string } }

    var detail: String { json["detail"]?.string ?? "" }

    subscript(name: String) -> Tree? { json[name] }
}
