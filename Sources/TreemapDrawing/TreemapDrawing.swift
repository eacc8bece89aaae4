import Foundation

/// What draws a treemap in a browser: one script, with its style sheet and its texts, for every page that has one.
package enum TreemapDrawing {
    /// A module that draws what `TreemapDocument` encodes into the page's elements whose IDs begin with `treemap`: data
    /// that it fetches, or that are in the page.
    package static let script: [UInt8] = PackageResources.treemap_js
    /// Needs the colors `--ground`, `--sunk`, `--line`, `--edge`, `--ink`, `--quiet` and `--accent` of the page.
    package static let style: [UInt8] = PackageResources.treemap_css
    /// A JSON object: by the key of each text, an object with the text by language.
    package static let texts: [UInt8] = PackageResources.strings_treemap_json

    /// The keys of the texts that the script needs, without `treemap-`.
    private static let needed = [
        "raw", "kind-own", "kind-package", "kind-css", "kind-media", "kind-other", "state-same", "state-grown",
        "state-shrunk", "state-moved", "state-new", "share", "path", "package", "kind", "change", "zoom-in", "why",
        "found-one", "found-many", "nothing", "tile", "failed", "other-packages", "sum", "name",
    ]

    /// What the script says, as the JSON that it reads.
    /// - Parameter text: the text of a key in the page's language.
    package static func words(_ text: (String) -> String) -> String {
        let table = Dictionary(uniqueKeysWithValues: needed.map { ($0, text("treemap-\($0)")) })
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(table)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    /// The text of a key in a language, such as `en`; the key itself if there is none.
    package static func text(_ key: String, in language: String) -> String { table[key]?[language] ?? key }

    private static let table: [String: [String: String]] =
        (try? JSONDecoder().decode([String: [String: String]].self, from: Data(texts))) ?? [:]
}
