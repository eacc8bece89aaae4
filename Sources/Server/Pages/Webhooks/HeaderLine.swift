import Domain

/// A line of the field for extra headers, as typed: `Name: value`.
struct HeaderLine: Hashable, Sendable {
    /// From 1, blank lines included: as an editor counts them.
    var number: Int
    var name: String
    /// Nil if the line has no colon.
    var value: String?

    /// The lines that are not blank.
    static func all(in text: String) -> [HeaderLine] {
        text.split(byte: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
            guard !line.trimmed.isEmpty else { return nil }
            let parts = line.split(byte: ":", maxSplits: 1, omittingEmptySubsequences: false)
            return HeaderLine(
                number: index + 1, name: (parts.first ?? line).trimmed, value: parts.count == 2 ? parts[1].trimmed : nil
            )
        }
    }
}
