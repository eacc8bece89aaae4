import Domain
import Foundation

/// What the address of a treemap asks for.
struct TreemapQuery: Sendable {
    enum Measure: String, Sendable, CaseIterable {
        case raw, gzip, brotli
    }

    /// What colors tell.
    enum Coloring: String, Sendable, CaseIterable {
        case kind, change
    }

    var entry: String
    var asset: String
    /// The artifact that it is compared with; nil for the artifact's baseline.
    var against: String?
    var path: String
    var search: String
    var measure: Measure
    var coloring: Coloring
    /// The table that visitors without JavaScript see, also for others.
    var isTable: Bool

    var part: TreemapPart {
        if !asset.isEmpty { return .asset(asset) }
        return entry.isEmpty ? .first : .entryPoint(entry)
    }

    /// The query of an address that asks for this, beginning with `?`; empty if it asks for nothing special.
    var text: String {
        var pairs: [(String, String)] = asset.isEmpty ? [("entry", entry)] : [("asset", asset)]
        pairs += [("path", path), ("against", against ?? ""), ("q", search)]
        pairs += [
            ("size", measure == .raw ? "" : measure.rawValue), ("color", coloring == .kind ? "" : coloring.rawValue),
        ]
        pairs += [("view", isTable ? "table" : "")]
        let filled = pairs.filter { !$0.1.isEmpty }.map { "\($0)=\(Self.encoded($1))" }
        return filled.isEmpty ? "" : "?" + filled.joined(separator: "&")
    }

    /// The same at another place of the treemap.
    func at(_ path: String) -> TreemapQuery {
        var query = self
        (query.path, query.search) = (path, "")
        return query
    }

    /// What the data depend on.
    var data: TreemapQuery {
        var query = at("")
        (query.measure, query.coloring, query.isTable) = (.raw, .kind, false)
        return query
    }

    static func encoded(_ value: String) -> String {
        value.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
    }

    private static let plain = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")
}

extension TreemapQuery {
    init(_ request: PageRequest) {
        self.init(
            entry: request.query("entry"), asset: request.query("asset"),
            against: ArtifactPages.filled(request.query("against")), path: request.query("path"),
            search: request.query("q").trimmed, measure: Measure(rawValue: request.query("size")) ?? .raw,
            coloring: Coloring(rawValue: request.query("color")) ?? .kind, isTable: request.query("view") == "table")
    }
}
