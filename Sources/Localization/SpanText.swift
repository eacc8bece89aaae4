import Domain

/// A duration, the same in every language: `84 ms`, `2.4 s`.
package enum SpanText {
    package static func of(_ duration: Duration) -> String {
        let milliseconds = duration.fractionalMilliseconds
        return switch milliseconds {
        case ..<1: "<1 ms"
        case ..<1_000: "\(Int(milliseconds.rounded())) ms"
        default: "\(Double(Int((milliseconds / 100).rounded())) / 10) s"
        }
    }
}
