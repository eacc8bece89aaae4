/// A human-readable size in decimal units: `812 B`, `151.2 kB`, `1.24 MB`.
struct ByteCount: CustomStringConvertible {
    let bytes: Int

    init(_ bytes: Int) {
        self.bytes = bytes
    }

    /// A dash if it is unknown.
    static func text(_ bytes: Int?) -> String { bytes.map { ByteCount($0).description } ?? "–" }

    var description: String {
        switch bytes {
        case ..<1_000: "\(bytes) B"
        case ..<999_950: Self.rounded(bytes, unit: 1_000, digits: 1) + " kB"
        case ..<999_995_000: Self.rounded(bytes, unit: 1_000_000, digits: 2) + " MB"
        default: Self.rounded(bytes, unit: 1_000_000_000, digits: 2) + " GB"
        }
    }

    private static func rounded(_ bytes: Int, unit: Int, digits: Int) -> String {
        let scale = digits == 1 ? 10 : 100
        let parts = (bytes * scale + unit / 2) / unit
        let fraction = String(parts % scale)
        return "\(parts / scale)." + String(repeating: "0", count: digits - fraction.count) + fraction
    }
}
