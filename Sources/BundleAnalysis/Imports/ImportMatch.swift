/// What a query is about: the modules with one path, or those of one installed package.
package enum ImportMatch: Hashable, Sendable, Codable {
    case module(path: String)
    /// - `path`: of its folder, from the repository's root, which tells copies of a package apart.
    case package(name: String, version: String?, path: String)
}

extension ImportGraph {
    /// The modules that a match is about, in their order; empty if the graph does not have it.
    func modules(of match: ImportMatch) -> [Int32] {
        switch match {
        case .module(let path):
            guard let name = texts.name(path) else { return [] }
            return paths.indices.filter { paths[$0] == name }.map(Int32.init)
        case .package(_, _, let path):
            let packages = packages.map { $0.path.utf8.elementsEqual(path.utf8) }
            return packageOf.indices.filter { packageOf[$0] >= 0 && packages[Int(packageOf[$0])] }.map(Int32.init)
        }
    }
}
