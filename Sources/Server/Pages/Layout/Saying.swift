import Foundation

/// A sentence that the code below the pages writes in English, with placeholders for the variable parts, and its
/// translation: `must be {a} to {b}`.
struct Saying: Sendable {
    /// The text around the placeholders: one more piece than there are placeholders.
    private let fixed: [String]
    private let holes: [String]
    private let translation: String

    init(_ english: String, translation: String) {
        var fixed = [""], holes: [String] = []
        for part in english.split(separator: "{", omittingEmptySubsequences: false).enumerated() {
            guard part.offset > 0, let end = part.element.firstIndex(of: "}") else {
                fixed[fixed.count - 1] += (part.offset > 0 ? "{" : "") + part.element
                continue
            }
            holes.append(String(part.element[..<end]))
            fixed.append(String(part.element[part.element.index(after: end)...]))
        }
        self.fixed = fixed
        self.holes = holes
        self.translation = translation
    }

    /// How much of it is fixed text: of two sayings that match, the one with more fixed text is meant.
    var weight: Int { fixed.map(\.count).reduce(0, +) }

    /// Nil if `text` is another sentence.
    /// - Parameter translated: translates the value of a placeholder, which may be a saying as well.
    func translated(_ text: String, _ translated: (String) -> String) -> String? {
        guard let values = values(in: text) else { return nil }
        var result = translation
        for (hole, value) in zip(holes, values) { result = result.replacing("{\(hole)}", with: translated(value)) }
        return result
    }

    private func values(in text: String) -> [String]? {
        guard !holes.isEmpty else { return text == fixed[0] ? [] : nil }
        guard text.hasPrefix(fixed[0]), let last = fixed.last, text.hasSuffix(last) else { return nil }
        var rest = text.dropFirst(fixed[0].count)
        var values: [String] = []
        for literal in fixed.dropFirst().dropLast() {
            guard let place = rest.range(of: literal) else { return nil }
            values.append(String(rest[..<place.lowerBound]))
            rest = rest[place.upperBound...]
        }
        guard rest.count >= last.count else { return nil }
        values.append(String(rest.dropLast(last.count)))
        return values.allSatisfy { !$0.isEmpty } ? values : nil
    }
}
