/// What the paths of a package's file as an ES module and as CommonJS have in common: `es/table.js`, `lib/table.js` and
/// `dist/table.cjs.min.js` are all `table`. The file that is named as its package is `index`.
enum CounterpartPath {
    /// Of the file that others of the package hang on.
    static let entry = "index"

    private static let folders: Set<String> = [
        "es", "esm", "es6", "es2015", "es2020", "esnext", "module", "modules", "mjs", "cjs", "commonjs", "node", "lib",
        "libs", "dist", "build", "umd", "out", "src",
    ]
    private static let marks: Set<String> = [
        "es", "esm", "es6", "module", "mjs", "cjs", "common", "commonjs", "umd", "production", "development", "prod",
        "dev", "min", "browser", "bundle", "legacy",
    ]

    /// Nil for a file that is not in the package.
    ///
    /// - Parameter path: any path of the file that names its package.
    static func of(_ path: String, in package: PackageName) -> String? {
        let parts = path.utf8.split(separator: UInt8(ascii: "/")).map { String(decoding: $0, as: UTF8.self) }
        let name = package.name.utf8.split(separator: UInt8(ascii: "/")).map { String(decoding: $0, as: UTF8.self) }
        guard let folder = parts.lastIndex(of: "node_modules"), parts.count > folder + 1 + name.count,
            Array(parts[(folder + 1)...].prefix(name.count)) == name, let file = parts.last
        else { return nil }
        let kept = parts[(folder + 1 + name.count)...].dropLast().filter { !folders.contains($0) }
        return (kept + [base(of: file, package: name.last ?? "")]).joined(separator: "/")
    }

    private static func base(of file: String, package: String) -> String {
        var pieces = file.utf8.split { $0 == UInt8(ascii: ".") }.map { String(decoding: $0, as: UTF8.self) }
        if pieces.count > 1 { pieces.removeLast() }
        while pieces.count > 1, let last = pieces.last, marks.contains(last) { pieces.removeLast() }
        let base = pieces.joined(separator: ".")
        return base == package || base == "main" || base == "module" || marks.contains(base) ? entry : base
    }
}
