/// The type of an asset, based on its extension.
package enum AssetType: String, Sendable, Codable, Equatable {
    case js, css, html, image, font, media, other

    init(name: String) {
        self = Self.byExtension[MemberPath.fileExtension(of: name)] ?? .other
    }

    private static let byExtension: [String: AssetType] = {
        let groups: [(AssetType, [String])] = [
            (.js, ["js", "mjs", "cjs"]), (.css, ["css"]), (.html, ["html", "htm"]),
            (
                .image,
                ["png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "ico", "bmp", "apng", "tif", "tiff"]
            ),
            (.font, ["otf", "ttf", "eot", "woff", "woff2"]),
            (
                .media,
                [
                    "mp3", "wav", "ogg", "oga", "flac", "aac", "m4a", "opus", "mp4", "webm", "mkv", "flv", "avi", "wmv",
                    "mov", "ogv", "m4v",
                ]
            ),
        ]
        return Dictionary(
            uniqueKeysWithValues: groups.flatMap { type, extensions in extensions.map { ($0, type) } })
    }()

    /// Whether it is text that makes up a page.
    var isCode: Bool { self == .js || self == .css || self == .html }

    /// Whether the page waits for it when it is part of an initial chunk.
    var isInitial: Bool { self == .js || self == .css || self == .font }
}

/// Asset names as they appear in stats.
enum AssetName {
    /// Without the query and the fragment that some loaders add.
    static func clean(_ name: String) -> String {
        name.utf8.firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }.map { String(name[..<$0]) } ?? name
    }

    /// Whether it is a by-product of the build that is never delivered to a page, or the file with its budgets.
    static func isSkipped(_ name: String) -> Bool {
        if MemberPath.isBudgets(name) { return true }
        let name = name.lowercased()
        return name.hasSuffix(".map") || name.hasSuffix(".license.txt")
    }

    /// The name of the file that this one would be another coding of: `a.js` for `a.js.gz`; nil for any other name.
    static func uncompressed(_ name: String) -> String? {
        let ending = [".gz", ".br"].first { name.utf8.suffix($0.utf8.count).elementsEqual($0.utf8) }
        return ending.map { String(decoding: name.utf8.dropLast($0.utf8.count), as: UTF8.self) }
    }
}
