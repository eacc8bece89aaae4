/// The encoding of bytes in URLs.
enum PercentEncoding {
    /// As in the URL standard, a `%` that no two digits follow stands for itself.
    static func decoded(_ written: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(written.count)
        var at = 0
        while at < written.count {
            if written[at] == UInt8(ascii: "%"), at + 2 < written.count, let high = HexDigit.value(written[at + 1]),
                let low = HexDigit.value(written[at + 2])
            {
                bytes.append(high << 4 | low)
                at += 3
            } else {
                bytes.append(written[at])
                at += 1
            }
        }
        return bytes
    }
}
