import NIOCore

@testable import Delivery

/// Frames of HTTP/2 as bytes, right or wrong as a test wants them.
enum Frames {
    static func frame(_ type: UInt8, flags: UInt8 = 0, stream: UInt32 = 0, _ payload: [UInt8] = []) -> [UInt8] {
        let count = payload.count
        let length = [UInt8(count >> 16 & 0xFF), UInt8(count >> 8 & 0xFF), UInt8(count & 0xFF)]
        return length + [type, flags] + number(stream) + payload
    }

    static func number(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    static func data(_ stream: UInt32, _ bytes: [UInt8], isLast: Bool = true) -> [UInt8] {
        frame(0, flags: isLast ? 1 : 0, stream: stream, bytes)
    }

    /// A whole header list in one frame.
    static func headers(_ stream: UInt32, _ fields: [(String, String)], isLast: Bool = true) -> [UInt8] {
        frame(1, flags: 4 | (isLast ? 1 : 0), stream: stream, list(fields))
    }

    /// A response of a status alone.
    static func answer(_ stream: UInt32, _ status: Int = 204) -> [UInt8] {
        headers(stream, [(":status", String(status))])
    }

    static func reset(_ stream: UInt32, _ code: UInt32) -> [UInt8] { frame(3, stream: stream, number(code)) }

    static func settings(_ settings: [(UInt16, UInt32)] = []) -> [UInt8] {
        frame(4, settings.flatMap { [UInt8($0.0 >> 8), UInt8($0.0 & 0xFF)] + number($0.1) })
    }

    static let settingsAcknowledgment = frame(4, flags: 1)
    static let ping = frame(6, [1, 2, 3, 4, 5, 6, 7, 8])
    static let priority = frame(2, stream: 1, [0, 0, 0, 0, 1])

    static func goAway(last: UInt32, _ code: UInt32 = 0) -> [UInt8] { frame(7, number(last) + number(code)) }

    static func windowUpdate(_ stream: UInt32, _ increment: UInt32) -> [UInt8] {
        frame(8, stream: stream, number(increment))
    }

    /// A header list that refers to no table.
    static func list(_ fields: [(String, String)]) -> [UInt8] {
        fields.flatMap { [0] + text($0.0) + text($0.1) }
    }

    private static func text(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        guard bytes.count >= 127 else { return [UInt8(bytes.count)] + bytes }
        var length: [UInt8] = [127]
        var rest = bytes.count - 127
        while rest >= 128 {
            length.append(UInt8(rest % 128) | 128)
            rest /= 128
        }
        return length + [UInt8(rest)] + bytes
    }
}
