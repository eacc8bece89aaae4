import Domain
import NIOCore
import NIOHTTP1

/// The head of a response that NIO's decoder refuses, read as leniently as curl reads it: a receiver that reports
/// success has taken the delivery, however odd its headers are, and must not get it again.
///
/// Lines may end with LF alone, headers may be folded and may contradict each other. What is not HTTP/1, and what
/// reports anything other than success, stays refused.
enum LenientHead: Equatable {
    /// The head of a success, with the number of bytes up to its end, those of informational heads before it included.
    case success(HTTPResponseHead, length: Int)
    /// It may become one with more bytes.
    case incomplete
    case refused

    private typealias Line = ByteBufferView

    init(_ bytes: ByteBufferView) {
        var lines = Lines(rest: bytes)
        while true {
            guard let first = lines.nextNonEmpty() else {
                self = Self.mayBegin(lines.rest) ? .incomplete : .refused
                return
            }
            guard let (version, status) = Self.statusLine(first), status < 300, status != 101 else {
                self = .refused
                return
            }
            switch Self.headers(&lines) {
            case .refused:
                self = .refused
                return
            case .incomplete:
                self = .incomplete
                return
            case .complete(let headers) where status >= 200:
                let head = HTTPResponseHead(
                    version: version, status: HTTPResponseStatus(statusCode: status), headers: headers)
                self = .success(head, length: lines.rest.startIndex - bytes.startIndex)
                return
            case .complete: break
            }
        }
    }

    /// `HTTP/1.0` or `HTTP/1.1`, and a status of three digits; a reason may follow.
    private static func statusLine(_ line: Line) -> (HTTPVersion, status: Int)? {
        guard line.starts(with: "HTTP/1.".utf8), let minor = line.dropFirst(7).first, minor == 0x30 || minor == 0x31
        else { return nil }
        let rest = line.dropFirst(8)
        let words = rest.drop(while: \.isBlank)
        let digits = words.prefix(while: \.isASCIIDigit)
        let end = words.dropFirst(digits.count).first
        guard words.count < rest.count, digits.count == 3, end.map(\.isBlank) ?? true,
            let status = Int(String(decoding: digits, as: UTF8.self)), status >= 100
        else { return nil }
        return (minor == 0x30 ? .http1_0 : .http1_1, status)
    }

    /// Whether the bytes, which hold no whole line, may be the beginning of a status line.
    private static func mayBegin(_ bytes: Line) -> Bool {
        let start = Array("HTTP/1.".utf8)
        return bytes.starts(with: start) || start.starts(with: bytes.filter { $0 != 13 })
    }

    // MARK: Headers

    private enum Headers {
        case complete(HTTPHeaders)
        case incomplete
        case refused
    }

    private static func headers(_ lines: inout Lines) -> Headers {
        var fields: [(String, String)] = []
        while let line = lines.next() {
            if line.isEmpty {
                let headers = HTTPHeaders(fields)
                let areNumbers = headers["content-length"].allSatisfy { $0.utf8.first?.isASCIIDigit == true }
                return areNumbers ? .complete(headers) : .refused
            }
            guard !line.contains(0) else { return .refused }
            if line.first?.isBlank == true {
                // A folded header goes on; nothing goes on at the first line.
                if let last = fields.indices.last { fields[last].1 += " " + text(line) }
                continue
            }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), case let name = text(line[..<colon]),
                !name.isEmpty
            else { return .refused }
            fields.append((name, text(line[line.index(after: colon)...])))
        }
        return .incomplete
    }

    private static func text(_ bytes: Line) -> String { String(decoding: bytes, as: UTF8.self).trimmed }

    /// Lines that end with LF, with or without a CR before it.
    private struct Lines {
        var rest: Line

        mutating func next() -> Line? {
            guard let end = rest.firstIndex(of: 10) else { return nil }
            let line = rest[..<end]
            rest = rest[rest.index(after: end)...]
            return line.last == 13 ? line.dropLast() : line
        }

        mutating func nextNonEmpty() -> Line? {
            while let line = next() {
                if !line.isEmpty { return line }
            }
            return nil
        }
    }
}

extension UInt8 {
    fileprivate var isBlank: Bool { self == 0x20 || self == 0x09 }
}
