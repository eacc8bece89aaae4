import Domain

/// A time in the filter of a list.
enum TimeFilter {
    /// In the format of a browser's input field.
    static func field(_ time: Timestamp?) -> String {
        time.map { String($0.iso8601.prefix(16)) } ?? ""
    }

    /// As a browser's input field writes it, `2026-01-31T12:00`, read as UTC; or ISO 8601.
    static func time(_ text: String) -> Timestamp? {
        Timestamp(iso8601: text) ?? Timestamp(iso8601: "\(text):00Z") ?? Timestamp(iso8601: "\(text)Z")
    }
}
