/// Where and why stats could not be parsed.
struct StatsFault: Error, Equatable {
    /// From the start of the text, in bytes.
    let offset: Int
    let defect: StatsDefect
}
