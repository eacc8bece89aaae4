import Domain
import TestSupport
import Testing

/// One way for an attempt to end, and the result that WIRE.md requires.
struct OutcomeCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var behavior: ReceiverBehavior
    var reason: FailureReason?
    var status: Int?
    /// Seconds from this attempt to the next.
    var due: Double = 5
    /// For the whole exchange, in seconds.
    var timeout: Duration = .seconds(30)
    /// How many bytes of the response body are kept, if it is longer.
    var truncatedTo: Int?

    var state: Delivery.State { reason == nil ? .delivered : .pending }

    static func failing(
        _ name: String, _ behavior: ReceiverBehavior, _ reason: FailureReason, timeout: Duration = .seconds(30)
    ) -> OutcomeCase {
        OutcomeCase(testDescription: name, behavior: behavior, reason: reason, timeout: timeout)
    }

    static func answering(_ status: Int, _ headers: [(String, String)] = [], due: Double = 5) -> OutcomeCase {
        let said = headers.map { " \($0.0): \($0.1)" }.joined()
        return OutcomeCase(
            testDescription: "\(status)\(said)", behavior: .answer(status, headers: headers), reason: .status,
            status: status, due: due)
    }

    static let delivered: [OutcomeCase] = [
        OutcomeCase(testDescription: "200", behavior: .answer(200, body: "ok"), status: 200),
        OutcomeCase(testDescription: "204", behavior: .answer(204), status: 204),
        OutcomeCase(
            testDescription: "a body without end",
            behavior: .endless(
                head: Array("HTTP/1.1 200 OK\r\n\r\n".utf8), piece: [UInt8](repeating: 65, count: 1_000)),
            status: 200, truncatedTo: 16 * 1024),
        OutcomeCase(
            testDescription: "a gzip bomb",
            behavior: .answer(
                status: 200, headers: [("Content-Encoding", "gzip")], body: GzipBomb.bytes(runs: 16_000)),
            status: 200, truncatedTo: 16 * 1024),
    ]

    static let broken: [OutcomeCase] = [
        .failing("a reset", .reset, .reset),
        .failing("an end without an answer", .close, .reset),
        .failing("an end within the head", .textThenClose("HTTP/1.1 200 OK\r\nServer: x"), .reset),
        .failing("what is not HTTP", .textThenClose("220 mail.example ESMTP\r\n\r\n"), .protocol),
        .failing("no answer in time", .hang, .timeout, timeout: .seconds(1)),
        .failing(
            "a slow drip",
            .drip(["HTTP/1.1 ", "200 OK\r\n", "Server: ", "x\r\n", "Date: "].map { Array($0.utf8) }), .timeout,
            timeout: .seconds(1)),
    ]

    static let refused: [OutcomeCase] = [
        .answering(301, [("Location", "/elsewhere")]), .answering(308, [("Location", "/elsewhere")]),
        .answering(400), .answering(404), .answering(500),
        .answering(429), .answering(429, [("Retry-After", "120")], due: 120),
        .answering(429, [("retry-after", "Tue, 14 Nov 2023 22:23:20 GMT")], due: 600),
        .answering(429, [("Retry-After", "Tue, 14 Nov 2023 22:13:19 GMT")]),
        .answering(429, [("Retry-After", "soon")]),
        .answering(503, [("Retry-After", "30")], due: 30), .answering(503, [("Retry-After", "2")], due: 2),
        .answering(503, [("Retry-After", "172800")], due: 24 * 3600),
        .answering(500, [("Retry-After", "120")]),
    ]
}

/// A gzip stream of a few kilobytes that expands to megabytes of zeros.
enum GzipBomb {
    /// - Parameter runs: repetitions of 258 bytes each; a run takes 13 bits.
    static func bytes(runs: Int) -> [UInt8] {
        var bits = Bits()
        // A block with fixed codes: a zero, then copies of it, without an end marker.
        bits.append([1, 1, 0])
        bits.append([0, 0, 1, 1, 0, 0, 0, 0])
        for _ in 0..<runs {
            bits.append([1, 1, 0, 0, 0, 1, 0, 1])
            bits.append([0, 0, 0, 0, 0])
        }
        return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + bits.bytes
    }

    private struct Bits {
        var bytes: [UInt8] = []
        private var used = 8

        mutating func append(_ bits: [UInt8]) {
            for bit in bits {
                if used == 8 {
                    bytes.append(0)
                    used = 0
                }
                bytes[bytes.count - 1] |= bit << UInt8(used)
                used += 1
            }
        }
    }
}
