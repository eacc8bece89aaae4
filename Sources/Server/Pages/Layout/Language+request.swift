import Domain
import HTTPTypes
import Hummingbird
import Localization

extension Language {
    /// The cookie that keeps a visitor's choice.
    static let cookie = "perfsee_language"

    /// The visitor's choice, else the browser's preference, else English.
    init(of request: Request) {
        if let chosen = request.cookies[Self.cookie]?.value, let language = Language(rawValue: chosen) {
            self = language
        } else {
            self = Self.preferred(request.headers[.acceptLanguage] ?? "")
        }
    }

    /// The first language of an `Accept-Language` header, by weight, that pages are written in.
    static func preferred(_ header: String) -> Language {
        let preferences = header.cut(to: maximumHeaderLength).split(byte: ",").enumerated().map { place, part in
            let fields = part.split(byte: ";").map(\.trimmed)
            let weight = fields.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            return (tag: fields.first?.lowercased() ?? "", weight: weight, place: place)
        }
        let ordered = preferences.sorted { $0.weight == $1.weight ? $0.place < $1.place : $0.weight > $1.weight }
        return ordered.lazy.filter { $0.weight > 0 }.compactMap { language(of: $0.tag) }.first ?? .english
    }

    private static func language(of tag: String) -> Language? {
        switch tag.split(separator: "-").first {
        case "en": .english
        case "zh": .chinese
        default: nil
        }
    }

    /// How many bytes of the header are read.
    private static let maximumHeaderLength = 500
}
