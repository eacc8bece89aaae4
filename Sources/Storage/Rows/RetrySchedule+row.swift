import Domain

extension RetrySchedule {
    /// A `retry_schedule` column: a JSON array of seconds; nil for NULL.
    package init?(column text: String?) throws {
        guard let seconds = try JSONColumn.value(text, as: [Int].self) else { return nil }
        self.init(stored: seconds.map { .seconds($0) })
    }

    package var column: String {
        get throws { try JSONColumn.text(waits.map(\.wholeSeconds)) }
    }
}
