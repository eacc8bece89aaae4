/// How good a score is: the same on the pages and on the command line.
package enum ScoreBand: Hashable, Sendable, CaseIterable {
    /// 80 to 100.
    case good
    /// 60 to 79.
    case fair
    /// Less than 60.
    case poor

    package init(of score: Int) {
        self =
            switch score {
            case 80...: .good
            case 60...: .fair
            default: .poor
            }
    }
}
