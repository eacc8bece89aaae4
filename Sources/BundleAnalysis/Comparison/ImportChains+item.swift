extension ImportChains {
    /// The import that brought what is new in a build.
    package func place(of item: ImportedItem) -> ImportPlace? {
        switch item {
        // A package is found by its path.
        case .package(let path): firstImport(of: .package(name: "", version: nil, path: path))
        case .module(let path): firstImport(of: .module(path: path))
        }
    }
}
