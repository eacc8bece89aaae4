import Foundation

@testable import BundleAnalysis

/// The reasons in stats of webpack, read a second time with Foundation's parser.
struct WebpackReasons {
    private struct Import: Hashable {
        let importer: String
        let target: String
        let isDynamic: Bool
        let specifier: String?
        let line: Int?
        let column: Int?
    }

    private var imports: Set<Import> = []
    private var paths: Set<String> = []
    /// The paths of modules by the name of the entry point.
    private(set) var entries: [String: Set<String>] = [:]

    init(_ stats: Data) throws {
        let object = try JSONSerialization.jsonObject(with: stats) as? [String: Any]
        for chunk in object?["chunks"] as? [[String: Any]] ?? [] {
            for module in chunk["modules"] as? [[String: Any]] ?? [] { add(module) }
        }
    }

    func has(_ place: ImportPlace, of target: String) -> Bool {
        imports.contains(
            Import(
                importer: place.module, target: target, isDynamic: place.kind == .dynamic, specifier: place.specifier,
                line: place.line, column: place.column))
    }

    /// How many modules no chain of reasons leads to from any entry point.
    var unreached: Int {
        let next = Dictionary(grouping: imports, by: \.importer).mapValues { $0.map(\.target) }
        var reached = entries.values.reduce(into: Set<String>()) { $0.formUnion($1) }
        var open = Array(reached)
        while let path = open.popLast() {
            for target in next[path] ?? [] where reached.insert(target).inserted { open.append(target) }
        }
        return paths.subtracting(reached).count
    }

    private mutating func add(_ module: [String: Any]) {
        let path = Self.path(module["name"])
        paths.insert(path)
        for reason in module["reasons"] as? [[String: Any]] ?? [] { add(reason, of: path) }
        for inner in module["modules"] as? [[String: Any]] ?? [] { add(inner) }
    }

    private mutating func add(_ reason: [String: Any], of target: String) {
        let (type, location) = (reason["type"] as? String ?? "", reason["loc"] as? String ?? "")
        if type == "entry" {
            entries[location, default: []].insert(target)
            return
        }
        let importer = Self.path(reason["moduleName"])
        guard importer != target else { return }
        let numbers = location.split(separator: "-").first?.split(separator: ":").map { Int($0) } ?? []
        imports.insert(
            Import(
                importer: importer, target: target, isDynamic: type.hasPrefix("import()"),
                specifier: reason["userRequest"] as? String, line: numbers.first ?? nil, column: numbers.last ?? nil))
    }

    /// The name as the content tree shows it, and that of a concatenation's first module.
    private static func path(_ name: Any?) -> String {
        guard let name = name as? String else { return "" }
        let plain = name.components(separatedBy: " + ").first ?? name
        return ModuleTitle.parts(of: plain).joined(separator: "/")
    }
}
