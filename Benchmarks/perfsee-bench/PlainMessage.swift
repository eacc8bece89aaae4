import Foundation
import NIOCore

/// An HTTP/1.1 answer with a `Content-Length` or without a body: what a publisher gets from a program that it knows. A full
/// parser takes as much CPU as everything else that it does, on cores that the measured program needs.
struct PlainMessage {
    /// The first line and the fields, without the empty line.
    var head: ByteBuffer

    private static let end = Array("\r\n\r\n".utf8)
    private static let length = Array("\ncontent-length:".utf8)
    private static let coding = Array("\ntransfer-encoding:".utf8)

    /// Takes the first message off the buffer; nil while it is incomplete.
    static func next(in buffer: inout ByteBuffer) throws -> PlainMessage? {
        let sizes = try buffer.withUnsafeReadableBytes { bytes -> (head: Int, body: Int)? in
            guard let head = position(of: end, in: bytes) else { return nil }
            let fields = UnsafeRawBufferPointer(rebasing: bytes[..<head])
            guard position(of: coding, in: fields) == nil else { throw BenchError("a body without a length") }
            let body = position(of: length, in: fields).map { number(in: fields[($0 + length.count)...]) } ?? 0
            return bytes.count >= head + end.count + body ? (head, body) : nil
        }
        guard let sizes, let head = buffer.readSlice(length: sizes.head) else { return nil }
        buffer.moveReaderIndex(forwardBy: end.count + sizes.body)
        return PlainMessage(head: head)
    }

    /// The first line's second word.
    var status: String {
        let line = head.readableBytesView.prefix { $0 != UInt8(ascii: "\r") }
        return String(decoding: line.split(separator: UInt8(ascii: " ")).dropFirst().first ?? [], as: UTF8.self)
    }

    /// - Parameter text: in lowercase; letters in the bytes may be in either case.
    private static func position(of text: [UInt8], in bytes: UnsafeRawBufferPointer) -> Int? {
        guard var start = bytes.baseAddress, bytes.count >= text.count else { return nil }
        let last = bytes.baseAddress! + bytes.count - text.count
        while start <= last, let found = memchr(start, Int32(text[0]), last - start + 1) {
            let candidate = UnsafeRawBufferPointer(start: found, count: text.count)
            if zip(candidate, text).allSatisfy({ $0 == $1 || ($0 | 0x20 == $1 && $1 >= UInt8(ascii: "a")) }) {
                return UnsafeRawPointer(found) - bytes.baseAddress!
            }
            start = UnsafeRawPointer(found) + 1
        }
        return nil
    }

    private static func number(in bytes: Slice<UnsafeRawBufferPointer>) -> Int {
        var value = 0
        for byte in bytes {
            if byte == UInt8(ascii: " ") { continue }
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { break }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return value
    }
}
