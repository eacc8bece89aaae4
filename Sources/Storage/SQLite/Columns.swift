import Domain
import Foundation
import GRDB

extension Timestamp {
    init?(stored milliseconds: Int64?) {
        guard let milliseconds else { return nil }
        self.init(milliseconds: milliseconds)
    }
}

extension DeliveryID {
    /// As it lies in its column.
    var data: Data { Data(bytes) }

    init?(stored data: Data?) {
        guard let data else { return nil }
        self.init(bytes: data)
    }
}

/// Headers as one text, a line each: neither names nor values can hold a line break.
enum HeaderLines {
    static func text(_ headers: [Attempt.Header]) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 3 })
        for header in headers {
            bytes += header.name.utf8
            bytes += ": ".utf8
            bytes += header.value.utf8
            bytes.append(UInt8(ascii: "\n"))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func headers(_ text: String) -> [Attempt.Header] {
        // By bytes: a value may begin with a scalar that combines with the space before it.
        text.utf8.split(separator: UInt8(ascii: "\n")).map { line in
            let end = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
            return Attempt.Header(
                name: String(decoding: line[..<end], as: UTF8.self),
                value: String(decoding: line[end...].dropFirst(2), as: UTF8.self))
        }
    }
}

/// Small values that no query looks into, as JSON in a text column.
enum JSONColumn {
    static func text(_ value: some Encodable) throws -> String {
        String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    }

    static func value<Value: Decodable>(_ text: String?, as type: Value.Type = Value.self) throws -> Value? {
        guard let text else { return nil }
        return try JSONDecoder().decode(type, from: Data(text.utf8))
    }
}
