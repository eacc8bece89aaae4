import Foundation

/// The imports of a metafile, read and searched a second time, in the plainest way.
struct MetafileSearch {
    struct Import: Hashable {
        let path: String
        let isDynamic: Bool
        let specifier: String?
    }

    let imports: [String: [Import]]

    init(_ metafile: Data) throws {
        let object = try JSONSerialization.jsonObject(with: metafile) as? [String: Any]
        let inputs = object?["inputs"] as? [String: [String: Any]] ?? [:]
        imports = inputs.mapValues { input in
            (input["imports"] as? [[String: Any]] ?? []).filter { $0["external"] as? Bool != true }.map { entry in
                Import(
                    path: entry["path"] as? String ?? "", isDynamic: entry["kind"] as? String == "dynamic-import",
                    specifier: entry["original"] as? String)
            }
        }
    }

    /// How many imports lead to each module that is reached.
    func distances(from module: String, dynamically: Bool) -> [String: Int] {
        var distances = [module: 0]
        var level = [module]
        while !level.isEmpty {
            var next: [String] = []
            for module in level {
                for entry in imports[module] ?? [] where dynamically || !entry.isDynamic {
                    guard distances[entry.path] == nil else { continue }
                    distances[entry.path] = (distances[module] ?? 0) + 1
                    next.append(entry.path)
                }
            }
            level = next
        }
        return distances
    }

    func has(_ importer: String, _ path: String, isDynamic: Bool, specifier: String?) -> Bool {
        imports[importer]?.contains(Import(path: path, isDynamic: isDynamic, specifier: specifier)) == true
    }
}
