import Foundation
import Testing

@testable import BundleAnalysis

@Suite("Diffs of real builds", .enabled(if: SharedBuilds.arePresent, "the folder ../shared/builds is not there"))
struct SharedDiffTests {
    private func build(_ name: String) async throws -> ComparedBuild {
        ComparedBuild(try await SharedAnalyses.outcome(of: name, .product))
    }

    private func diff(_ tool: String) async throws -> BuildDiff {
        BuildComparison.diff(try await build("\(tool)-v2"), against: try await build("\(tool)-v1"))
    }

    @Test("The largest causes are what the second build added, and causes and the rest are the whole change")
    func causes() async throws {
        let diff = try await diff("webpack-small")
        for account in [diff.change] + diff.entryPoints.flatMap({ [$0.change, $0.initialChange] }) {
            #expect(account.causes.reduce(account.other) { $0 + $1.change } == account.change)
        }
        let causes = diff.change.causes.prefix(3)
        #expect(causes.map(\.name) == ["moment", "lodash", "scheduler"])
        #expect(causes.allSatisfy { $0.kind == .package && $0.state == .added })
        #expect(causes.map(\.anotherCopy) == [nil, nil, true])
        #expect(causes[2].path == "node_modules/scheduler" && causes[2].version == "0.22.0")
        #expect((causes[0].change.gzip ?? 0) > (causes[1].change.gzip ?? 0))
    }

    private struct Reference: Decodable {
        struct Numbers: Decodable {
            let current: Int
            let baseline: Int?
        }
        struct Bytes: Decodable {
            struct Raw: Decodable { let raw: Int }
            let current: Raw
            let baseline: Raw?
        }
        let assetsCountDiff: Numbers
        let chunksCountDiff: Numbers
        let sizeDiff: Bytes
        let initialSizeDiff: Bytes
        let initialJsSizeDiff: Bytes
        let initialCssSizeDiff: Bytes
        let jsSizeDiff: Bytes
        let cssSizeDiff: Bytes
        let cacheInvalidation: Bytes
        let packagesCountDiff: Numbers
        let duplicatedPackagesCountDiff: Numbers
        let score: Numbers
    }

    @Test(
        "With the module table alone, the counts of packages and duplicates and the scores are the reference's",
        arguments: ["webpack-small", "esbuild-small"])
    func parity(tool: String) async throws {
        let reference: [String: Reference] = try SharedBuilds.json("reference/\(tool)-v2/entrypoints.json")
        let diff = BuildComparison.diff(
            ComparedBuild(try await SharedAnalyses.outcome(of: "\(tool)-v2", .parity)),
            against: ComparedBuild(try await SharedAnalyses.outcome(of: "\(tool)-v1", .parity)))
        for entryPoint in diff.entryPoints {
            let expected = try #require(reference[entryPoint.name])
            func check(_ counted: Compared<Int>, _ numbers: Reference.Numbers, within tolerance: Int = 0) {
                let pairs = [(counted.current, numbers.current), (counted.baseline, numbers.baseline)]
                for (found, wanted) in pairs {
                    #expect(abs((found ?? -9) - (wanted ?? -9)) <= tolerance, "\(entryPoint.name): \(counted)")
                }
            }
            check(entryPoint.assetCount, expected.assetsCountDiff)
            check(entryPoint.chunkCount, expected.chunksCountDiff)
            check(entryPoint.packageCount, expected.packagesCountDiff)
            check(entryPoint.duplicateCount, expected.duplicatedPackagesCountDiff)
            check(entryPoint.score, expected.score, within: 1)
        }
    }

    @Test("The counts and the raw sizes are the reference's", arguments: ["webpack-small", "esbuild-small"])
    func numbers(tool: String) async throws {
        let reference: [String: Reference] = try SharedBuilds.json("reference/\(tool)-v2/entrypoints.json")
        let diff = try await diff(tool)
        #expect(Set(diff.entryPoints.map(\.name)) == Set(reference.keys))
        for entryPoint in diff.entryPoints {
            let expected = try #require(reference[entryPoint.name])
            func check(_ counted: Compared<Int>, _ numbers: Reference.Numbers) {
                #expect(counted == Compared(current: numbers.current, baseline: numbers.baseline), "\(entryPoint.name)")
            }
            check(entryPoint.assetCount, expected.assetsCountDiff)
            check(entryPoint.chunkCount, expected.chunksCountDiff)
            // The reference counts UTF-16 units, of which there are up to 5 % fewer.
            func check(_ size: Compared<AssetSize>, _ bytes: Reference.Bytes) {
                for (raw, expected) in [
                    (size.current?.raw, bytes.current.raw), (size.baseline?.raw, bytes.baseline?.raw),
                ] {
                    let (raw, expected) = (Double(raw ?? 0), Double(expected ?? 0))
                    #expect(raw >= expected && raw <= expected * 1.08, "\(entryPoint.name) \(raw) \(expected)")
                }
            }
            check(entryPoint.size, expected.sizeDiff)
            check(entryPoint.initialSize, expected.initialSizeDiff)
            check(entryPoint.initialJS, expected.initialJsSizeDiff)
            check(entryPoint.initialCSS, expected.initialCssSizeDiff)
            check(entryPoint.js, expected.jsSizeDiff)
            check(entryPoint.css, expected.cssSizeDiff)
            check(Compared(current: entryPoint.newFiles.size, baseline: nil), expected.cacheInvalidation)
        }
    }
}
