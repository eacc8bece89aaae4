import Domain
import Localization

/// A score with its band: `85 (good)`.
struct ScoreText: CustomStringConvertible {
    let description: String

    init(_ score: Int) {
        description = "\(score) (\(ScoreBand(of: score).text.en))"
    }
}
