import Foundation

/// Formats byte counts for people: three significant digits, in thousands.
package enum ByteText {
    private static let units = ["B", "kB", "MB", "GB", "TB"]

    package static func of(_ bytes: Int) -> String {
        guard bytes >= 1_000 else { return "\(bytes) B" }
        var (value, unit) = (Double(bytes), 0)
        while value >= 1_000, unit < units.count - 1 {
            value /= 1_000
            unit += 1
        }
        return "\(threeDigits(value)) \(units[unit])"
    }

    private static func threeDigits(_ value: Double) -> String {
        let scale = value >= 100 ? 1.0 : value >= 10 ? 10 : 100
        let rounded = (value * scale).rounded() / scale
        return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
    }
}
