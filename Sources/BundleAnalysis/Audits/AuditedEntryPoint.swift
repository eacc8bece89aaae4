/// What an audit may examine.
struct AuditedEntryPoint {
    let name: String
    /// All assets of the entry point.
    let assets: [MeasuredAsset]
    /// Those assets of its initial chunks that a page waits for: scripts, style sheets, fonts.
    let initialAssets: [MeasuredAsset]
    /// The refs of the assets that belong to a chunk which is not loaded later.
    let synchronousRefs: Set<Int>
    /// What it contains of each package, the project's own code included.
    var packages: [AuditedPackage] = []
    /// Whether the stats list the versions of packages.
    var listsVersions = false
    /// The refs of the assets with modules both of the project's own and of packages.
    var mixedRefs: Set<Int> = []
    /// The modules of its chunks, in the order of the stats.
    var modules: [AuditedModule] = []

    var pages: [HTMLPage] { assets.compactMap(\.page) }
}

/// What an entry point contains of one package.
struct AuditedPackage: Equatable {
    let ref: Int
    let name: PackageName
    let version: String?
    /// Summed once for each chunk that lists a module.
    let size: Size
    /// Of it, what is in initial chunks.
    let initialSize: Size
}

/// What the stats say of a module of an entry point.
struct AuditedModule: Equatable {
    /// As the stats name it.
    let name: String
    let package: PackageName?
    let isESM: Bool
    /// How many of its exports nobody uses, as far as is known.
    let unusedExports: Int
    let hasSideEffects: Bool
    /// Where the build tool found side effects in its code, in the tool's words.
    let sideEffects: [String]
}
