import Foundation

@testable import BundleAnalysis

/// A build as its stored files tell it, made by hand.
struct ComparisonSample {
    struct File {
        var name: String
        /// Of modules by their path in the content tree; empty for a file that has none.
        var modules: [(path: String, size: Size)] = []
        /// What is no module's.
        var rest = Size(raw: 100, gzip: 60, brotli: 50)
        var isInitial = true

        var size: Size { Size.sum(modules.map(\.size) + [rest]) }
    }

    var entryPoints: [(name: String, files: [File])]
    /// By the path of the package.
    var versions: [String: String] = [:]
    /// Whether leaves have the ref of their package, as they have since packages are told.
    var hasPackageRefs = true

    init(_ entryPoints: [(name: String, files: [File])], versions: [String: String] = [:]) {
        self.entryPoints = entryPoints
        self.versions = versions
    }

    /// One entry point, `main`.
    init(_ files: [File], versions: [String: String] = [:]) {
        self.init([("main", files)], versions: versions)
    }

    /// A size of which compression leaves a third and a quarter.
    static func size(_ raw: Int) -> Size { Size(raw: raw, gzip: raw / 3, brotli: raw / 4) }

    static func file(_ name: String, _ modules: [String: Int], isInitial: Bool = true) -> File {
        File(
            name: name, modules: modules.sorted { $0.key < $1.key }.map { ($0.key, size($0.value)) },
            isInitial: isInitial)
    }

    /// All files, each once.
    private var files: [File] {
        var names: Set<String> = []
        return entryPoints.flatMap(\.files).filter { names.insert($0.name).inserted }
    }

    private var packages: [PackageName] {
        files.flatMap(\.modules).map { PackageName(ofFile: $0.path, repository: nil) }.distinct()
    }

    func build() throws -> ComparedBuild { try ComparedBuild(report: report(), content: content()) }

    func content() throws -> Data {
        let packages = packages
        let roots = files.filter { !$0.modules.isEmpty }.map { file in
            var leaves = file.modules.map { module in
                var leaf = ModuleTreeNode(name: module.path, size: module.size)
                let package = PackageName(ofFile: module.path, repository: nil)
                leaf.packageRef = hasPackageRefs ? packages.firstIndex(of: package).map { $0 + 1 } : nil
                return leaf
            }
            leaves.append(ModuleTreeNode(name: "(runtime)", size: file.rest))
            return ModuleTreeNode(name: file.name, size: file.size, children: leaves)
        }
        return try ModuleTreeNode.encoded(roots)
    }

    func report() throws -> Data {
        let (files, packages) = (files, packages)
        func json(_ size: Size) -> [String: Any] { ["raw": size.raw, "gzip": size.gzip, "brotli": size.brotli] }
        func refs(_ some: [File]) -> [Int] {
            some.compactMap { file in files.firstIndex { $0.name == file.name }.map { $0 + 1 } }
        }
        let entries = entryPoints.map { entry -> [String: Any] in
            let found = entry.files.flatMap(\.modules)
            let appendixes = packages.enumerated().compactMap { index, package -> [String: Any]? in
                let own = found.filter { PackageName(ofFile: $0.path, repository: nil) == package }
                return own.isEmpty ? nil : ["ref": index + 1, "size": json(Size.sum(own.map(\.size)))]
            }
            // One chunk for each file.
            let initial = entry.files.filter { $0.isInitial && AssetType(name: $0.name).isInitial }
            return [
                "name": entry.name, "size": json(Size.sum(entry.files.map(\.size))),
                "initialSize": json(Size.sum(initial.map(\.size))), "assetRefs": refs(entry.files),
                "chunkRefs": refs(entry.files), "initialChunkRefs": refs(entry.files.filter(\.isInitial)),
                "packageAppendixes": appendixes, "score": 90,
                "audits": [
                    [
                        "id": "unhealthy-libraries", "score": 1, "weight": 5, "title": "t", "desc": "d",
                        "detail": ["type": "list", "items": ["moment", ["a": 1]]], "numericScore": ["value": 0.5],
                    ] as [String: Any]
                ],
            ]
        }
        let report: [String: Any] = [
            "score": 90, "entryPoints": entries,
            "assets": files.enumerated().map { index, file in
                [
                    "ref": index + 1, "name": file.name, "type": AssetType(name: file.name).rawValue,
                    "size": json(file.size),
                ]
            },
            "chunks": files.indices.map { ["ref": $0 + 1, "assetRefs": [$0 + 1]] },
            "packages": packages.enumerated().map { index, package in
                ["ref": index + 1, "name": package.name, "path": package.path]
                    .merging(versions[package.path].map { ["version": $0] } ?? [:]) { one, _ in one }
            },
        ]
        return try JSONSerialization.data(withJSONObject: report, options: .sortedKeys)
    }

    func diff(
        against baseline: ComparisonSample, importPlace: @escaping (ImportedItem) -> ImportPlace? = { _ in nil }
    ) throws -> BuildDiff {
        BuildComparison.diff(try build(), against: try baseline.build(), importPlace: importPlace)
    }
}
