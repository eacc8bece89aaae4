import JSONLexing

/// The version of a package, as the build plugins find it.
struct PackageVersion: Equatable, Sendable {
    enum SideEffects: Equatable, Sendable {
        case none
        case all
        /// The package does not say, so it may have some.
        case implicit
        /// Glob patterns of the files that have some.
        case files([String])
    }

    /// The folder, relative to the repository: `node_modules/a/node_modules/b`.
    var path = ""
    var version = ""
    var sideEffects = SideEffects.none

    static func read(_ reader: inout StatsReader) throws(StatsFault) -> [PackageVersion] {
        var versions: [PackageVersion] = []
        _ = try reader.array { (reader) throws(StatsFault) in
            var package = PackageVersion()
            _ = try reader.object { (reader, key) throws(StatsFault) in
                if reader.matches(key, "name") {
                    package.path = try reader.string() ?? ""
                } else if reader.matches(key, "version") {
                    package.version = try reader.string() ?? ""
                } else if reader.matches(key, "sideEffects") {
                    package.sideEffects = try readSideEffects(&reader)
                } else {
                    try reader.skip()
                }
            }
            guard !package.path.isEmpty else { return }
            versions.append(package)
            try reader.check(versions.count, atMost: StatsLimits.packages, .packages)
        }
        return versions
    }

    private static func readSideEffects(_ reader: inout StatsReader) throws(StatsFault) -> SideEffects {
        if reader.isAtArray { return .files(try reader.strings()) }
        if reader.isAtString { return try reader.string() == "implicitly" ? .implicit : .none }
        return try reader.boolean() == true ? .all : .none
    }
}
