package import BundleAnalysis
package import Localization

/// A number of bytes with its change, as every format shows it to people: `350 kB`, `+6.7 kB`.
package struct Figure: Sendable, Equatable {
    /// Nil if it is not known, or if the build does not have it.
    package let bytes: Int?
    /// Nil if it is not known, or without a baseline.
    package let change: Int?

    package init(bytes: Int?, change: Int?) { (self.bytes, self.change) = (bytes, change) }

    /// A dash if it is not known.
    package var text: String { bytes.map(ByteText.of) ?? Self.unknown }
    /// Nil if it is not known.
    package var changeText: String? { change.map(Self.signed) }
    /// `350 kB (+6.7 kB)`.
    package var line: String { changeText.map { "\(text) (\($0))" } ?? text }

    package static func signed(_ bytes: Int) -> String { SizeChange(raw: bytes, gzip: nil, brotli: nil).text.en }

    package static let unknown = "–"
}

/// How a size is counted.
package enum Coding: String, Sendable, CaseIterable {
    case raw, gzip, brotli

    package func figure(of measure: SizeMeasure) -> Figure {
        switch self {
        case .raw: Figure(bytes: measure.current?.raw, change: measure.change?.raw)
        case .gzip: Figure(bytes: measure.current?.gzip, change: measure.change?.gzip)
        case .brotli: Figure(bytes: measure.current?.brotli, change: measure.change?.brotli)
        }
    }

    package func bytes(of change: SizeChange) -> Int? {
        switch self {
        case .raw: change.raw
        case .gzip: change.gzip
        case .brotli: change.brotli
        }
    }

    package var label: ReportLabel {
        switch self {
        case .raw: .raw
        case .gzip: .gzip
        case .brotli: .brotli
        }
    }
}

/// A score with the one before: `85 (+5)`.
package enum ScoreFigure {
    package static func line(_ score: Compared<Int>) -> String {
        guard let now = score.current else { return Figure.unknown }
        guard let before = score.baseline else { return "\(now)" }
        return "\(now) (\(change(from: before, to: now)))"
    }

    static func change(from before: Int, to now: Int) -> String {
        now == before ? "±0" : now > before ? "+\(now - before)" : "\(now - before)"
    }
}
