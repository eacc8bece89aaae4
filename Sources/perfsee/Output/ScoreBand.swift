/// A score with the word for its band.
struct ScoreBand: CustomStringConvertible {
    let score: Int

    init(_ score: Int) {
        self.score = score
    }

    var description: String {
        switch score {
        case 80...: "\(score) (good)"
        case 60...: "\(score) (middling)"
        default: "\(score) (poor)"
        }
    }
}
