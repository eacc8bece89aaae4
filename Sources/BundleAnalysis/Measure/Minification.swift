/// From when on a minifier is worth it.
enum Minification {
    /// What it removes of a file, in percent.
    static let leastPercent = 5
    /// What it removes in transit, in bytes after compression with gzip.
    static let leastBytes = 2_048

    /// Whether it can be worth it for a file of this size, whatever is in it.
    static func mayMatter(to size: Size) -> Bool { size.gzip >= leastBytes }
}
