import BundleAnalysis
import Foundation

/// A build as its stored files tell it, with one script for each entry point.
enum TreemapSample {
    /// - Parameter modules: by their paths; each entry point has all of them.
    static func build(_ entryPoints: [String], modules: [String: Int]) throws -> TreemapBuild {
        func size(_ raw: Int) -> [String: Any] { ["raw": raw, "gzip": raw / 3, "brotli": raw / 4] }
        let whole = modules.reduce(0) { $0 + $1.value }
        func file(_ number: Int) -> String { "file\(number).js" }
        let report: [String: Any] = [
            "score": 90, "packages": [] as [Any],
            "entryPoints": entryPoints.enumerated().map { number, name in
                [
                    "name": name, "size": size(whole), "initialSize": size(whole), "assetRefs": [number + 1],
                    "chunkRefs": [number + 1], "initialChunkRefs": [number + 1], "packageAppendixes": [] as [Any],
                    "score": 90, "audits": [] as [Any],
                ] as [String: Any]
            },
            "assets": entryPoints.indices.map {
                ["ref": $0 + 1, "name": file($0), "type": "js", "size": size(whole)] as [String: Any]
            },
            "chunks": entryPoints.indices.map { ["ref": $0 + 1, "assetRefs": [$0 + 1]] },
        ]
        let content = entryPoints.indices.map { number -> [String: Any] in
            let leaves = modules.map { name, raw -> [String: Any] in
                ["name": name, "value": raw, "gzip": raw / 3, "brotli": raw / 4]
            }
            return size(whole).merging(["name": file(number), "value": whole, "children": leaves]) { $1 }
        }
        return try TreemapBuild(
            report: JSONSerialization.data(withJSONObject: report),
            content: JSONSerialization.data(withJSONObject: content))
    }
}
