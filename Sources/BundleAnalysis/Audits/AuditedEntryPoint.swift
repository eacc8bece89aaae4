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
    /// What is odd about the modules of its scripts, by the asset's ref.
    var scripts: [Int: AuditedScript] = [:]
    /// The names of the assets that the baseline's entry point of this name has; nil without one.
    var baselineNames: Set<[UInt8]>?
    /// How many findings of an audit are listed.
    var findingLimit = Self.findings

    /// The largest number of findings of an audit that are listed, and how many of all entry points together.
    static let findings = 2_000
    static let findingsOfAll = 20_000
    /// How many are listed in any case.
    static let leastFindings = 10

    static func findingLimit(entryPoints: Int) -> Int {
        max(leastFindings, min(findings, findingsOfAll / max(1, entryPoints)))
    }

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
