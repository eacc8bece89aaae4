import Foundation

/// Every text of the pages in one language, from one table of strings.
struct Words: Sendable {
    let language: Language
    /// By key; templates read them as `{{t.key}}`.
    let table: [String: String]

    static let english = Words(.english)
    static let chinese = Words(.chinese)

    static func of(_ language: Language) -> Words {
        switch language {
        case .english: english
        case .chinese: chinese
        }
    }

    /// The text of a key, with `{name}` replaced by the value of that name. A key that is not in the table is shown as
    /// it is: the tests find it.
    func callAsFunction(_ key: String, _ values: [String: String] = [:]) -> String {
        var text = table[key] ?? key
        for (name, value) in values { text = text.replacing("{\(name)}", with: value) }
        return text
    }

    /// One of two texts, `key-one` where the count is 1 and `key-many` else, with `{count}` replaced.
    func counted(_ key: String, _ count: Int) -> String {
        self(count == 1 ? "\(key)-one" : "\(key)-many", ["count": String(count)])
    }

    /// What is wrong with a field, in this language: the sentences of the API with their numbers set in. One that is
    /// not in the table stays English.
    func fault(_ message: String) -> String {
        guard language != .english else { return message }
        var numbers: [String] = []
        var pattern = ""
        for part in message.split(separator: " ", omittingEmptySubsequences: false) {
            let digits = part.prefix { $0.isNumber || $0 == "," }
            if digits.isEmpty {
                pattern += "\(part) "
            } else {
                numbers.append(String(digits))
                pattern += "#\(part.dropFirst(digits.count)) "
            }
        }
        guard var text = table["fault: \(pattern.dropLast())"] else { return message }
        for number in numbers {
            guard let place = text.firstIndex(of: "#") else { break }
            text.replaceSubrange(place...place, with: number)
        }
        return text
    }

    private init(_ language: Language) {
        self.language = language
        table = Self.sources.reduce(into: [:]) { table, source in
            for (key, texts) in source { table[key] = texts[language.rawValue] }
        }
    }

    /// The tables as they are written: key, then language, then text.
    static let sources: [[String: [String: String]]] = PageResources.words.map { bytes in
        do {
            return try JSONDecoder().decode([String: [String: String]].self, from: Data(bytes))
        } catch {
            preconditionFailure("A table of strings is malformed: \(error)")
        }
    }
}
