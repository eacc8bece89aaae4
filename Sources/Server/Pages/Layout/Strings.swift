import Foundation
import Localization

/// Every text of the pages in one language, from one table of strings.
struct Strings: Sendable {
    let language: Language
    /// By key; templates use them as `{{t.key}}`.
    let table: [String: String]

    static let english = Strings(.english)
    static let chinese = Strings(.chinese)

    static func of(_ language: Language) -> Strings {
        switch language {
        case .english: english
        case .chinese: chinese
        }
    }

    /// The text for a key, with each `{name}` replaced by its value. A key that is not in the table is shown as it is,
    /// which the tests detect.
    func callAsFunction(_ key: String, _ values: [String: String] = [:]) -> String {
        filled(table[key] ?? key, values)
    }

    /// One of two texts, `key-one` if the count is 1 and `key-many` otherwise, with `{count}` replaced.
    func counted(_ key: String, _ count: Int, _ values: [String: String] = [:]) -> String {
        self(count == 1 ? "\(key)-one" : "\(key)-many", values.merging(["count": String(count)]) { given, _ in given })
    }

    /// The parts before and after `{when}`, which is not text.
    func parts(_ key: String, _ values: [String: String]) -> (before: String, after: String) {
        let template = (table[key] ?? key).split(separator: "{when}", maxSplits: 1, omittingEmptySubsequences: false)
        let parts = template.map { filled(String($0), values) }
        return (parts.first ?? "", parts.count > 1 ? parts[1] : "")
    }

    /// In one pass over the text, so that a placeholder within a value stays as it is.
    private func filled(_ text: String, _ values: [String: String]) -> String {
        guard !values.isEmpty else { return text }
        var filled = "", rest = text[...]
        while let start = rest.utf8.firstIndex(of: UInt8(ascii: "{")),
            let end = rest.utf8[start...].firstIndex(of: UInt8(ascii: "}"))
        {
            filled += rest[..<start]
            let name = rest[rest.utf8.index(after: start)..<end]
            rest = rest[rest.utf8.index(after: end)...]
            filled += values[String(name)] ?? "{\(name)}"
        }
        return filled + rest
    }

    /// What the program says, in this language.
    func callAsFunction(_ message: some Message) -> String { message.text[language] }

    private init(_ language: Language) {
        self.language = language
        table = Self.sources.reduce(into: [:]) { table, source in
            for (key, texts) in source { table[key] = texts[language.rawValue] }
        }
    }

    /// The tables as written: key, then language, then text.
    static let sources: [[String: [String: String]]] = PageResources.strings.map { bytes in
        do {
            return try JSONDecoder().decode([String: [String: String]].self, from: Data(bytes))
        } catch {
            preconditionFailure("A table of strings is malformed: \(error)")
        }
    }
}
