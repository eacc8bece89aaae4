import Domain
import NIOCore
import Testing

@testable import Delivery

@Suite("What a proxy responds to CONNECT")
struct ConnectReplyTests {
    /// The verdict after all pieces.
    private func verdict(_ pieces: [String]) -> ConnectReply.Verdict {
        var reply = ConnectReply()
        var verdict = ConnectReply.Verdict.goOn
        for piece in pieces where verdict == .goOn { verdict = reply.take(ByteBuffer(string: piece)) }
        return verdict
    }

    @Test(
        "Only the status counts, whatever the line ends, headers and informational responses are",
        arguments: [
            "HTTP/1.1 200 Connection established\r\n\r\n", "HTTP/1.0 200\r\n\r\n", "HTTP/1.1 299 \n\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nVia: x\r\n\r\n", "HTTP/1.1 200 OK\r\n\n",
        ])
    func opened(_ text: String) {
        #expect(verdict([text]) == .opened(rest: ByteBuffer()))
        #expect(verdict(text.utf8.map { String(UnicodeScalar($0)) }) == .opened(rest: ByteBuffer()))
        #expect(verdict([text + "SSH-2.0"]) == .opened(rest: ByteBuffer(string: "SSH-2.0")))
        #expect(verdict([String(text.dropLast())]) == .goOn)
    }

    @Test(
        "What is not a response of HTTP/1 is refused as soon as that is certain",
        arguments: [
            "S", "HTTP/2", "\r\n", "HTTP/1.1 20 OK\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "HTTP/1.1\r\n\r\n",
            "HTTP/1.1 099 \n\n",
        ])
    func refused(_ text: String) {
        #expect(verdict([text]) == .failed(.notHTTP))
    }

    @Test("A head of 16 KiB is read, and a larger one is refused, with its informational responses")
    func size() {
        let start = "HTTP/1.1 200 OK\r\nX: "
        let padding = String(repeating: "x", count: 16 * 1024 - start.utf8.count - 4)
        #expect(verdict([start + padding + "\r\n\r\n"]) == .opened(rest: ByteBuffer()))
        #expect(verdict([start + padding, "x\r\n\r\n"]) == .failed(.headTooLarge(limitKiB: 16)))
        let pieces = Array(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 700)
        #expect(verdict(pieces) == .failed(.headTooLarge(limitKiB: 16)))
    }
}
