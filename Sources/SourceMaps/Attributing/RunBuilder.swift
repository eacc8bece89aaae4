/// Builds runs from left to right, merging neighbors with the same owner.
struct RunBuilder {
    private(set) var runs: [Attribution.Run] = []
    private var end = 0

    /// The bytes from the end of the last run to `end` belong to `owner`.
    mutating func append(_ owner: Attribution.Owner, to end: Int) {
        guard end > self.end else { return }
        let code = owner.code
        if runs.last?.code != code { runs.append(Attribution.Run(start: Int32(self.end), code: code)) }
        self.end = end
    }
}
