package import Domain

/// Headers as one text, one per line: neither names nor values can contain a line break.
package enum HeaderLines {
    package static func text(_ headers: [Attempt.Header]) -> String {
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

    package static func headers(_ text: String) -> [Attempt.Header] {
        // By bytes: a value may begin with a scalar that combines with the space before it.
        text.utf8.split(separator: UInt8(ascii: "\n")).map { line in
            let end = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
            return Attempt.Header(
                name: String(decoding: line[..<end], as: UTF8.self),
                value: String(decoding: line[end...].dropFirst(2), as: UTF8.self))
        }
    }
}
