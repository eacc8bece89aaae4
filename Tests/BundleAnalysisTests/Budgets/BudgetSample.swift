import Foundation

@testable import BundleAnalysis

/// A build as its report tells it, with what budgets are on.
struct BudgetSample {
    /// Of its script `<name>.js`: raw bytes, of which compression leaves a half and a quarter.
    var entryPoints: [(name: String, bytes: Int)] = [("main", 1_000)]
    var score = 90
    /// Each in the first script.
    var packages: [(name: String, path: String, version: String?, bytes: Int)] = []
    /// How many there are, and what they waste; nil for a report that does not say.
    var duplicates: (count: Int, wasted: Int)? = (0, 0)
    var isCompressed = true

    static func bytes(_ bytes: Int) -> BudgetSample { BudgetSample(entryPoints: [("main", bytes)]) }

    func build() throws -> ComparedBuild { try ComparedBuild(report: report(), content: nil) }

    private func report() throws -> Data {
        func size(_ raw: Int) -> [String: Int] {
            isCompressed ? ["raw": raw, "gzip": raw / 2, "brotli": raw / 4] : ["raw": raw]
        }
        func share(_ raw: Int) -> [String: Int] { ["raw": raw, "gzip": raw / 2, "brotli": raw / 4] }
        let refs = packages.enumerated().map { ["ref": $0 + 1, "size": share($1.bytes)] as [String: Any] }
        var report: [String: Any] = [
            "score": score,
            "entryPoints": entryPoints.enumerated().map { index, entry in
                [
                    "name": entry.name, "size": size(entry.bytes), "initialSize": size(entry.bytes),
                    "assetRefs": [index + 1], "score": score,
                ] as [String: Any]
            },
            "assets": entryPoints.enumerated().map { index, entry in
                [
                    "ref": index + 1, "name": "\(entry.name).js", "type": "js", "size": size(entry.bytes),
                    "packageRefs": index == 0 ? refs : [],
                ] as [String: Any]
            },
            "packages": packages.enumerated().map { index, package in
                ["ref": index + 1, "name": package.name, "path": package.path]
                    .merging(package.version.map { ["version": $0] } ?? [:]) { one, _ in one } as [String: Any]
            },
        ]
        if let duplicates {
            report["duplicates"] = [
                "list": [],
                "totals": [["kind": "versions", "count": duplicates.count, "wasted": share(duplicates.wasted)]],
            ]
        }
        return try JSONSerialization.data(withJSONObject: report, options: .sortedKeys)
    }
}

extension BudgetFile {
    /// The budgets in lines of YAML below `budgets:`.
    static func lines(_ lines: String) throws -> [Budget] {
        try BudgetFile(Array("budgets:\n\(lines)\n".utf8)).budgets
    }
}
