import Foundation
import NIOCore

/// What the receiver reads of a request.
struct CountedRequest: Sendable {
    var path: String
    var delivery: String
    /// `payload.number` of the body.
    var number: Int

    /// Takes the first complete request from `buffer`; nil if it is not complete yet.
    static func take(from buffer: inout ByteBuffer) -> CountedRequest? {
        let bytes = Array(buffer.readableBytesView)
        guard let end = bytes.firstEnd(ofHeadIn: bytes.count) else { return nil }
        let lines = String(decoding: bytes[..<(end - 4)], as: UTF8.self).split(separator: "\r\n")
        func header(_ name: String) -> Substring? {
            lines.first { $0.utf8.count > name.utf8.count && $0.prefix(name.utf8.count).lowercased() == name }?
                .dropFirst(name.utf8.count)
        }
        let length = header("content-length: ").flatMap { Int($0) } ?? 0
        guard bytes.count >= end + length else { return nil }
        buffer.moveReaderIndex(forwardBy: end + length)
        let words = lines.first?.split(separator: " ") ?? []
        return CountedRequest(
            path: words.count > 1 ? String(words[1]) : "",
            delivery: header("x-perfsee-delivery: ").map(String.init) ?? "",
            number: number(in: bytes[end..<(end + length)]))
    }

    /// The first run of digits after the number's name: this test writes the bodies itself.
    private static func number(in body: ArraySlice<UInt8>) -> Int {
        let text = String(decoding: body, as: UTF8.self)
        guard let start = text.range(of: #""number":"#) else { return 0 }
        return Int(text[start.upperBound...].prefix { $0.isNumber }) ?? 0
    }
}
