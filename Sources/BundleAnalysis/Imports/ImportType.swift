/// The kinds of imports, as build tools name them.
enum ImportType: Equatable {
    case `static`
    case dynamic
    /// The import of an entry point's module by nobody.
    case entry

    /// - Parameter name: the type of a reason of webpack or rspack, or the kind of an import of esbuild.
    init(_ name: String) {
        switch name {
        case "entry", "single entry", "multi entry": self = .entry
        case _ where Self.dynamicNames.contains(name): self = .dynamic
        // What is `eager` is in the chunk of the module that imports.
        case _ where Self.dynamicBeginnings.contains(where: { name.utf8.starts(with: $0.utf8) }):
            self = name.utf8.suffix(5).elementsEqual("eager".utf8) ? .static : .dynamic
        default: self = .static
        }
    }

    private static let dynamicNames: Set<String> = [
        "dynamic-import", "dynamic import", "lazy import()", "prefetch", "new Worker()", "module.hot.accept",
    ]
    /// Of `import() weak`, `require.ensure item`, `amd require context` and the like.
    private static let dynamicBeginnings = ["import()", "require.ensure", "amd require"]
}
