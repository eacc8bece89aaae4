@testable import BundleAnalysis

extension AuditID {
    /// Those that a report has whose stats list no versions of packages, and that is compared with no other.
    static let withoutVersionsAndBaseline = allCases.filter { $0 != .uncontrolledLibraries && $0 != .cacheInvalidation }
}

/// An entry point made by hand.
enum AuditSample {
    static func asset(
        _ ref: Int, _ name: String, raw: Int = 1_000, gzip: Int? = nil, removable: Int = 0, isIntermediate: Bool = false
    ) -> MeasuredAsset {
        MeasuredAsset(
            ref: ref, name: name, type: AssetType(name: name),
            size: AssetSize(raw: raw, gzip: gzip ?? raw / 2, brotli: raw / 4), isIntermediate: isIntermediate,
            hasSourceMap: true, file: nil, removableBytes: removable)
    }

    static func entryPoint(_ assets: [MeasuredAsset] = []) -> AuditedEntryPoint {
        AuditedEntryPoint(
            name: "main", assets: assets, initialAssets: assets, synchronousRefs: Set(assets.map(\.ref)))
    }

    static func entryPoint(packages: [AuditedPackage]) -> AuditedEntryPoint {
        var entryPoint = entryPoint()
        entryPoint.packages = packages
        return entryPoint
    }

    /// A package in `path`, or the project's own code.
    static func package(
        _ ref: Int, _ path: String?, version: String? = "1.0.0", raw: Int = 1_000, initial: Int? = nil
    ) -> AuditedPackage {
        let name = path.map { PackageName(ofFile: "\($0)/index.js", repository: nil) } ?? .sourceCode
        func size(_ raw: Int) -> Size { Size(raw: raw, gzip: raw / 2, brotli: raw / 4) }
        return AuditedPackage(
            ref: ref, name: name, version: version, size: size(raw), initialSize: size(initial ?? raw))
    }

    /// Packages in the given folders, numbered from 1.
    static func packages(_ paths: [String]) -> [AuditedPackage] {
        paths.enumerated().map { package($0 + 1, $1) }
    }

    static func script(_ modules: [AuditedScript.Module]) -> AuditedScript {
        var script = AuditedScript()
        for module in modules { script.add(module) }
        return script
    }

    static func module(_ name: String) -> AuditedScript.Module {
        AuditedScript.Module(name: name, package: PackageName(ofFile: name, repository: nil))
    }
}

extension AuditedEntryPoint {
    /// The result of one audit; nil if it does not apply.
    func result(_ id: AuditID) -> AuditResult? { Audits.run(self, rules: nil).first { $0.id == id } }
}

extension AuditResult.Detail {
    /// The keys and types of the columns.
    var columns: [String] { (headings ?? []).map { "\($0.column.rawValue) \($0.itemType.rawValue)" } }
}
