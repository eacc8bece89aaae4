/// What a script says of other files.
struct ScriptImports: Equatable, Sendable {
    /// Whether it has an `import` or `export` declaration, or `import.meta`.
    var isModule = false
    /// Specifiers of `import … from`, `import "…"` and `export … from`.
    var imports: [String] = []
    /// Specifiers of `import()`.
    var dynamicImports: [String] = []
    /// Other strings that look like the name of a file.
    var names: [String] = []
}

/// Finds the imports of a script.
protocol ImportScanner: Sendable {
    func imports(of script: UnsafeBufferPointer<UInt8>) -> ScriptImports
}
