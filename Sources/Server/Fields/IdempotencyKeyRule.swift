/// What an idempotency key may be: in the header of a request, or of one event of a batch.
enum IdempotencyKeyRule {
    /// In characters.
    static let maximumLength = 255

    /// Whether it has 1 to ``maximumLength`` printable ASCII characters.
    static func allows(_ text: String) -> Bool {
        (1...maximumLength).contains(text.utf8.count) && text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }
}
