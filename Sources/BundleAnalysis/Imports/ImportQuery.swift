/// Finds the module or package that somebody asks for by a name.
///
/// The first of these that finds anything: the whole path of a module, the name of a package, its name and version
/// (`lodash@4.17.21`), the path of its folder, the end of a module's path from a slash on (`table.ts`).
package struct ImportQuery: Sendable {
    package enum Finding: Equatable, Sendable {
        case one(ImportMatch)
        /// The first ones, and how many more there are.
        case several([ImportMatch], more: Int)
        /// Nothing, but there are similar names, the most similar first.
        case nothing(similar: [String])
    }

    private let graph: ImportGraph

    package init(_ graph: ImportGraph) { self.graph = graph }

    package func find(_ text: String) -> Finding {
        let query = Array(text.utf8.starts(with: "./".utf8) ? text.utf8.dropFirst(2) : text.utf8[...])
        guard !query.isEmpty else { return .nothing(similar: []) }
        if graph.texts.name(String(decoding: query, as: UTF8.self)).map(isPath) == true {
            return .one(.module(path: String(decoding: query, as: UTF8.self)))
        }
        let packages = packages(query)
        if !packages.isEmpty { return Self.finding(packages) }
        let modules = modules(endingWith: query)
        if !modules.isEmpty { return Self.finding(modules) }
        return .nothing(similar: similar(query))
    }

    private static func finding(_ matches: [ImportMatch]) -> Finding {
        guard matches.count > 1 else { return .one(matches[0]) }
        let first = matches.prefix(ImportLimits.matches)
        return .several(Array(first), more: matches.count - first.count)
    }

    private func isPath(_ name: NamePool.Name) -> Bool { name != .empty && graph.paths.contains(name) }

    private func packages(_ query: [UInt8]) -> [ImportMatch] {
        let ways: [(ImportGraph.Package) -> Bool] = [
            { $0.name.utf8.elementsEqual(query) },
            { package in
                guard let version = package.version else { return false }
                return "\(package.name)@\(version)".utf8.elementsEqual(query)
            },
            { $0.path.utf8.elementsEqual(query) },
        ]
        for isMatch in ways {
            let found = graph.packages.filter(isMatch)
            guard found.isEmpty else {
                return found.map { .package(name: $0.name, version: $0.version, path: $0.path) }
            }
        }
        return []
    }

    private func modules(endingWith query: [UInt8]) -> [ImportMatch] {
        let slash = UInt8(ascii: "/")
        let found = graph.paths.filter { name in
            graph.texts.withBytes(of: name) { path in
                guard path.count > query.count, path[path.count - query.count - 1] == slash else { return false }
                return path[(path.count - query.count)...].elementsEqual(query)
            }
        }
        return found.distinct().map { .module(path: graph.texts[$0]) }
    }

    /// Names of packages, and of modules' files.
    private func similar(_ query: [UInt8]) -> [String] {
        guard query.count <= ImportLimits.query else { return [] }
        var names = SimilarNames(to: query)
        for package in graph.packages { names.add(Array(package.name.utf8)) { package.name } }
        for path in graph.paths.distinct() {
            graph.texts.withBytes(of: path) { bytes in
                let start = bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
                names.add(Array(bytes[start...])) { String(decoding: bytes, as: UTF8.self) }
            }
        }
        return names.best
    }
}
