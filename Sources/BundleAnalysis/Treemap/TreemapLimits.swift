/// Limits on what a treemap draws, since a build may be a stranger's.
enum TreemapLimits {
    /// How many modules are drawn one by one; the smallest of larger builds are drawn together, for each asset.
    static let rows = 100_000
    /// How many modules are listed that only the baseline has.
    static let removed = 1_000
    /// How many assets there are to choose from.
    static let files = 500
    /// The name of the modules that are drawn together.
    static let others = "(other modules)"
}
