import Foundation

/// What a comparison needs of a report. Read from the JSON of any version of the analysis: what is absent there is empty.
struct StoredReport: Equatable, Sendable {
    struct EntryPoint: Equatable, Sendable {
        var name: String
        var size: AssetSize
        var initialSize: AssetSize
        var assetRefs: [Int] = []
        var chunkRefs: [Int] = []
        var initialChunkRefs: [Int] = []
        var packages: [Package] = []
        var audits: [Audit] = []
        var score: Int
        var visit: Visit?
    }

    /// What an entry point or an asset contains of a package.
    struct Package: Equatable, Sendable, Decodable {
        var ref: Int
        var size: Size
    }

    struct Audit: Equatable, Sendable {
        var id: String
        var score: Int
        var weight: Double
        var value: Double?
        /// How many things were found.
        var findings: Int
    }

    struct Asset: Equatable, Sendable {
        var ref: Int
        var name: String
        var type: AssetType
        var size: AssetSize
        var isIntermediate = false
        /// What it has of each package; nil in reports of versions that did not say.
        var packages: [Package]?
    }

    struct Chunk: Equatable, Sendable {
        var ref: Int
        var assetRefs: [Int] = []
    }

    struct PackageInfo: Equatable, Sendable, Decodable {
        var ref: Int
        var name: String
        var path: String
        var version: String?
    }

    var score: Int
    var entryPoints: [EntryPoint] = []
    var assets: [Asset] = []
    var chunks: [Chunk] = []
    var packages: [PackageInfo] = []
    /// How much of the build is there more than once; nil if the report does not say.
    var duplicates: [Duplicates.Total]?

    init(_ report: Report) {
        score = report.score
        entryPoints = report.entryPoints.map(EntryPoint.init)
        assets = report.assets.map {
            Asset(
                ref: $0.ref, name: $0.name, type: $0.type, size: $0.size, isIntermediate: $0.intermediate ?? false,
                packages: $0.packageRefs.map { Package(ref: $0.ref, size: $0.size) })
        }
        chunks = report.chunks.map { Chunk(ref: $0.ref, assetRefs: $0.assetRefs) }
        packages = report.packages.map {
            PackageInfo(ref: $0.ref, name: $0.name, path: $0.path, version: $0.version)
        }
        duplicates = report.duplicates?.totals
    }

    /// - Throws: ``StoredBuildFault/invalidReport``.
    init(_ json: Data) throws(StoredBuildFault) {
        guard let report = try? JSONDecoder().decode(StoredReport.self, from: json) else { throw .invalidReport }
        self = report
    }
}

extension StoredReport.EntryPoint {
    init(_ entryPoint: Report.EntryPoint) {
        name = entryPoint.name
        size = entryPoint.size
        initialSize = entryPoint.initialSize
        assetRefs = entryPoint.assetRefs
        chunkRefs = entryPoint.chunkRefs
        initialChunkRefs = entryPoint.initialChunkRefs
        packages = entryPoint.packageAppendixes.map { StoredReport.Package(ref: $0.ref, size: $0.size) }
        audits = entryPoint.audits.map {
            StoredReport.Audit(
                id: $0.id.rawValue, score: $0.score.rawValue, weight: $0.weight, value: $0.numericScore?.value,
                findings: $0.detail?.items.count ?? 0)
        }
        score = entryPoint.score
        visit = entryPoint.visit
    }
}
