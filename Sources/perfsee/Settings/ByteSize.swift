import Domain

/// A number of bytes as written in a setting: `4GiB`, `500 MB`, `1048576`.
enum ByteSize {
    /// What an error message says is expected.
    static let form = "a number of bytes, such as 500MB or 4GiB"

    private static let units: [String: Int64] = [
        "": 1, "b": 1, "kb": 1_000, "mb": 1_000_000, "gb": 1_000_000_000, "tb": 1_000_000_000_000, "kib": 1 << 10,
        "mib": 1 << 20, "gib": 1 << 30, "tib": 1 << 40,
    ]

    /// In the form that `parse` accepts, in the largest unit that leaves no fraction.
    static func text(_ bytes: Int64) -> String {
        for (unit, factor) in [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)] as [(String, Int64)]
        where bytes >= factor && bytes % factor == 0 {
            return "\(bytes / factor)\(unit)"
        }
        return "\(bytes)"
    }

    /// Nil for a text that is not a number of bytes, or for an absurdly large one.
    static func parse(_ text: String) -> Int64? {
        let bytes = text.utf8
        let digits = bytes.prefix(while: \.isASCIIDigit)
        let unit = bytes.dropFirst(digits.count).drop { $0 == UInt8(ascii: " ") }
        guard let number = Int64(String(decoding: digits, as: UTF8.self)),
            let factor = units[String(decoding: unit, as: UTF8.self).lowercased()]
        else { return nil }
        let (product, overflow) = number.multipliedReportingOverflow(by: factor)
        return overflow || product > 1 << 53 ? nil : product
    }
}
