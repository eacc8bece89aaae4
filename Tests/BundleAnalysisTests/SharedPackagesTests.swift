import Foundation
import Testing

@testable import BundleAnalysis

/// The packages of real builds, compared with what Perfsee's analyzer finds, which looks at module tables alone.
@Suite("Packages of real builds", .enabled(if: SharedBuilds.arePresent, "the folder ../shared/builds is not there"))
struct SharedPackagesTests {
    /// What an entry point contains of a package, with names and paths instead of refs.
    private struct Appendix: Equatable, CustomStringConvertible {
        let package: String
        let hasBytes: Bool
        let issuers: Set<String>
        let assets: Set<String>
        let targets: [String]

        var description: String {
            "\(package) bytes \(hasBytes) by \(issuers.sorted()) in \(assets.sorted()) with \(targets)"
        }
    }

    private struct Reference: Decodable {
        struct Asset: Decodable {
            let ref: Int
            let name: String
            let packageRefs: [Report.Asset.PackageRef]
        }
        struct EntryPoint: Decodable {
            let name: String
            let packageAppendixes: [Report.PackageAppendix]
        }
        let packages: [Report.Package]
        let assets: [Asset]
        let entryPoints: [EntryPoint]
    }

    private static func parityRun(_ build: String) async throws -> Report {
        try await SharedAnalyses.outcome(of: build, .parity).report
    }

    private static func appendixes(
        _ all: [Report.PackageAppendix], _ packages: [Report.Package], _ assets: [Int: String]
    ) -> [Appendix] {
        let paths = Dictionary(uniqueKeysWithValues: packages.map { ($0.ref, $0.path) })
        return all.map { appendix in
            Appendix(
                package: paths[appendix.ref] ?? "?", hasBytes: appendix.size.raw > 0,
                issuers: Set(appendix.issuerRefs.map { paths[$0] ?? "?" }),
                assets: Set(appendix.assetRefs.compactMap { assets[$0] }),
                targets: appendix.notes.map { "\($0.type) \(paths[$0.targetRef] ?? "?")" })
        }
    }

    @Test(
        "With the module table alone, packages, their versions, issuers, assets and notes are the reference's",
        arguments: SharedAttributionTests.builds)
    func parity(build: String) async throws {
        let reference: Reference = try SharedBuilds.packed("reference/\(build)/report.json")
        let report = try await Self.parityRun(build)
        #expect(Self.versions(report.packages) == Self.versions(reference.packages))
        // The reference finds no modules in style sheets.
        let scripts = report.assets.filter { $0.type != .css }
        let names = Dictionary(uniqueKeysWithValues: scripts.map { ($0.ref, $0.name) })
        let expectedNames = Dictionary(uniqueKeysWithValues: reference.assets.map { ($0.ref, $0.name) })
        #expect(report.entryPoints.map(\.name) == reference.entryPoints.map(\.name))
        for (found, expected) in zip(report.entryPoints, reference.entryPoints) {
            let found = Self.appendixes(found.packageAppendixes, report.packages, names)
            let wanted = Self.appendixes(expected.packageAppendixes, reference.packages, expectedNames)
            #expect(found.map(\.package) == wanted.map(\.package), "\(expected.name)")
            for (one, other) in zip(found, wanted) where one != other {
                Issue.record("\(expected.name): \(one) instead of \(other)")
            }
        }
        for (found, expected) in zip(report.assets, reference.assets) where expected.name.hasSuffix(".js") {
            let packages = Set(found.packageRefs.map { report.packages[$0.ref - 1].path })
            let wanted = Set(expected.packageRefs.map { reference.packages[$0.ref - 1].path })
            #expect(packages == wanted, "\(found.name)")
        }
    }

    /// By the package's path.
    private static func versions(_ packages: [Report.Package]) -> [String: [String?]] {
        Dictionary(packages.map { ($0.path, [$0.name, $0.version]) }) { one, other in one + other }
    }

    @Test(
        "What the reference has of packages is in the default run too, and the sizes are within the entry point's",
        arguments: SharedAttributionTests.builds)
    func defaultRun(build: String) async throws {
        let reference: Reference = try SharedBuilds.packed("reference/\(build)/report.json")
        let report = try await SharedAnalyses.outcome(of: build, .product).report
        for (found, expected) in zip(report.entryPoints, reference.entryPoints) {
            let rows = Self.appendixes(found.packageAppendixes, report.packages, [:])
            let byPath = Dictionary(rows.map { ($0.package, $0) }) { first, _ in first }
            for expected in Self.appendixes(expected.packageAppendixes, reference.packages, [:]) {
                guard let row = byPath[expected.package] else {
                    Issue.record("\(found.name): \(expected.package) is missing")
                    continue
                }
                #expect(row.issuers.isSuperset(of: expected.issuers), "\(found.name) \(row)")
                #expect(Set(row.targets).isSuperset(of: expected.targets), "\(found.name) \(row)")
            }
            let sum = Size.sum(found.packageAppendixes.map(\.size))
            #expect(sum.raw <= found.size.raw && sum.gzip <= found.size.gzip ?? 0, "\(found.name)")
        }
    }
}
