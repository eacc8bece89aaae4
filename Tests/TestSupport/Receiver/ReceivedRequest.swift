import Foundation

/// A request as it arrived.
package struct ReceivedRequest: Hashable, Sendable {
    package struct Header: Hashable, Sendable {
        package var name: String
        package var value: String
    }

    /// Every byte, head and body.
    package var bytes: [UInt8]
    /// `POST /hook HTTP/1.1`
    package var requestLine: String
    /// In wire order, names as written.
    package var headers: [Header]
    package var body: [UInt8]
    /// Counts the receiver's connections from 1.
    package var connection: Int
    /// Counts the receiver's requests from 1.
    package var number: Int

    /// The first header with that name, ignoring case.
    package subscript(name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// Removes the first complete request from `bytes`; nil if it is not complete yet.
    static func take(from bytes: inout [UInt8], connection: Int) -> ReceivedRequest? {
        guard let end = endOfHead(bytes) else { return nil }
        var lines = String(decoding: bytes[..<(end - 4)], as: UTF8.self).components(separatedBy: "\r\n")
        let requestLine = lines.removeFirst()
        let headers = lines.map { line in
            let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
            return Header(name: parts[0], value: parts.count == 2 ? String(parts[1].trimmingPrefix(" ")) : "")
        }
        let length = headers.first { $0.name.lowercased() == "content-length" }.flatMap { Int($0.value) } ?? 0
        guard bytes.count >= end + length else { return nil }
        defer { bytes.removeFirst(end + length) }
        return ReceivedRequest(
            bytes: Array(bytes[..<(end + length)]), requestLine: requestLine, headers: headers,
            body: Array(bytes[end..<(end + length)]), connection: connection, number: 0)
    }

    private static func endOfHead(_ bytes: [UInt8]) -> Int? {
        guard bytes.count >= 4 else { return nil }
        for start in 0...(bytes.count - 4) where bytes[start..<(start + 4)].elementsEqual([13, 10, 13, 10]) {
            return start + 4
        }
        return nil
    }
}
