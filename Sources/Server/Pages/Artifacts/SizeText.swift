import Domain
import Foundation
import Localization

/// Sizes as displayed, in decimal units: `151.2 kB`, `1.24 MB`.
enum SizeText {
    static func of(_ bytes: Int?) -> String { bytes.map { of($0) } ?? "–" }

    static func of(_ bytes: Int) -> String {
        switch abs(bytes) {
        case ..<1_000: "\(bytes) B"
        case ..<1_000_000: "\(rounded(Double(bytes) / 1_000, places: 1)) kB"
        default: "\(rounded(Double(bytes) / 1_000_000, places: 2)) MB"
        }
    }

    private static func rounded(_ value: Double, places: Int) -> String {
        String(format: "%.\(places)f", value)
    }

    /// `+3.1 kB (+2.1%)`, `+4.99 MB (×4,987)`.
    static func change(from before: Int, to after: Int) -> String {
        let delta = after - before
        guard delta != 0 else { return "±0" }
        let sign = delta > 0 ? "+" : "−"
        let size = "\(sign)\(of(abs(delta)))"
        return RelativeChange.text(from: before, to: after, minus: "−").map { "\(size) (\($0))" } ?? size
    }
}

/// A figure compared with an earlier one, and whether it got worse.
struct ChangeView: FieldedView {
    var text: String
    /// `good`, `bad` or `idle`.
    var meaning: String

    /// Sizes get worse as they grow.
    static func size(_ after: Int, before: Int?) -> ChangeView? {
        before.map { before in
            ChangeView(
                text: SizeText.change(from: before, to: after),
                meaning: after == before ? "idle" : after > before ? "bad" : "good")
        }
    }

    /// Bytes more, or fewer if negative.
    static func bytes(_ change: Int) -> ChangeView {
        let text = change == 0 ? "±0" : (change > 0 ? "+" : "−") + SizeText.of(abs(change))
        return ChangeView(text: text, meaning: change == 0 ? "idle" : change > 0 ? "bad" : "good")
    }

    /// Scores get worse as they fall.
    static func score(_ after: Int, before: Int?) -> ChangeView? {
        before.map { before in
            ChangeView(
                text: after == before ? "±0" : after > before ? "+\(after - before)" : "−\(before - after)",
                meaning: after == before ? "idle" : after > before ? "good" : "bad")
        }
    }

    var fields: [String: Any?] {
        ["text": text, "meaning": meaning]
    }
}

/// A score with its band.
struct ScoreView: FieldedView {
    var score: Int
    var band: String
    var meaning: String

    init(_ score: Int, _ strings: Strings) {
        self.score = score
        let band = ScoreBand(of: score)
        self.band = strings(band)
        meaning =
            switch band {
            case .good: "good"
            case .fair: "warning"
            case .poor: "bad"
            }
    }

    var fields: [String: Any?] {
        ["score": score, "band": band, "meaning": meaning]
    }
}
