/// What a scripted receiver does with a request.
package enum ReceiverBehavior: Sendable {
    /// Responds with a `Content-Length` (except for 204) and keeps the connection.
    case answer(status: Int, headers: [(String, String)], body: [UInt8])
    /// Writes these bytes, whatever they are, and keeps the connection.
    case bytes([UInt8])
    /// Writes these bytes and closes.
    case bytesThenClose([UInt8])
    /// Closes without sending a byte.
    case close
    /// Breaks the connection with a TCP reset.
    case reset
    /// Never responds.
    case hang
    /// Writes one piece at once, and one more with each `release()`.
    case drip([[UInt8]])
    /// Writes `head`, then `piece` again and again for as long as the client reads.
    case endless(head: [UInt8], piece: [UInt8])

    package static func answer(
        _ status: Int, headers: [(String, String)] = [], body: String = ""
    ) -> ReceiverBehavior {
        .answer(status: status, headers: headers, body: Array(body.utf8))
    }

    package static func text(_ text: String) -> ReceiverBehavior { .bytes(Array(text.utf8)) }

    package static func textThenClose(_ text: String) -> ReceiverBehavior { .bytesThenClose(Array(text.utf8)) }

    /// The bytes of a response.
    static func answerBytes(status: Int, headers: [(String, String)], body: [UInt8]) -> [UInt8] {
        var head = "HTTP/1.1 \(status) Scripted\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        if status != 204 { head += "Content-Length: \(body.count)\r\n" }
        return Array((head + "\r\n").utf8) + body
    }
}
