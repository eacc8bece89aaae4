import Foundation
import Testing

@testable import BundleAnalysis

@Suite(
    "Whose the bytes of real builds are",
    .enabled(if: SharedBuilds.arePresent, "the folder ../shared/builds is not there"))
struct SharedAttributionTests {
    static let builds = SharedBuildsTests.uploads + ["webpack-large"]

    @Test("Every byte has an owner", arguments: builds)
    func invariant(build: String) async throws {
        let outcome = try await SharedAnalyses.outcome(of: build, .product)
        Invariant.check(outcome)
        let agreements = outcome.report.assets.compactMap(\.agreement)
        if build.hasPrefix("webpack-small") { #expect(!agreements.isEmpty) }
        for asset in outcome.report.assets {
            guard let agreement = asset.agreement else { continue }
            #expect(agreement >= 0.97, "\(asset.name)")
        }
        let unattributed = outcome.report.assets.compactMap(\.unattributed).reduce(0) { $0 + $1.raw }
        let all = outcome.report.assets.filter { $0.attribution != nil }.reduce(0) { $0 + $1.size.raw }
        #expect(Double(unattributed) < 0.05 * Double(all), "\(unattributed) of \(all) bytes are unattributed")
    }

    @Test("With the module table alone, the content tree is the reference's", arguments: builds)
    func content(build: String) async throws {
        let reference: [ReferenceNode] = try SharedBuilds.packed("reference/\(build)/content.json")
        let outcome = try await SharedAnalyses.outcome(of: build, .parity)
        let roots = Dictionary(uniqueKeysWithValues: outcome.content.map { ($0.name, $0) })
        // The reference sizes a module that is in several assets once, in the first of them.
        var sizes: [String: Set<Int>] = [:]
        for root in outcome.content {
            for (path, leaf) in Self.leaves(of: root, isEsbuild: build.hasPrefix("esbuild")) {
                sizes[path, default: []].insert(leaf.value)
            }
        }
        for expected in reference {
            let root = try #require(roots[expected.name], "\(expected.name)")
            #expect(root.entryPoints == expected.entryPoints)
            // A leaf without bytes is shown by the reference alone.
            let leaves = expected.leaves.filter { $0.value.value > 0 }
            compare(Self.leaves(of: root, isEsbuild: build.hasPrefix("esbuild")), leaves, sizes, in: expected.name)
        }
    }

    private func compare(
        _ found: [String: ReferenceLeaf], _ expected: [String: ReferenceLeaf], _ sizes: [String: Set<Int>],
        in asset: String
    ) {
        #expect(Set(found.keys) == Set(expected.keys), "\(asset)")
        for (path, leaf) in expected {
            guard var found = found[path] else { continue }
            // The reference counts UTF-16 units.
            let isClose = sizes[path]?.contains { $0 >= leaf.value && $0 <= leaf.value * 3 } == true
            #expect(isClose, "\(path) in \(asset): \(found.value) instead of \(leaf.value)")
            found.value = leaf.value
            #expect(found == leaf, "\(path) in \(asset)")
        }
    }

    private static func leaves(of root: ModuleTreeNode, isEsbuild: Bool) -> [String: ReferenceLeaf] {
        var leaves: [String: ReferenceLeaf] = [:]
        // Ignored modules are left out of the reference, although they have a few bytes.
        for (path, leaf) in Invariant.paths(of: root) where !path.hasPrefix("(") && !path.hasSuffix("(ignored)") {
            let key = isEsbuild ? path.split(separator: "/").dropFirst().joined(separator: "/") : path
            leaves[key] = ReferenceLeaf(
                value: leaf.value, concatenated: leaf.concatenated, modules: leaf.modules, unused: leaf.unused,
                dynamic: leaf.dynamic, esm: leaf.esm, sideEffects: leaf.sideEffects)
        }
        return leaves
    }

    @Test("What differs from an analysis with the module table alone has a reason", arguments: builds)
    func differences(build: String) async throws {
        let parity = try await SharedAnalyses.outcome(of: build, .parity)
        let product = try await SharedAnalyses.outcome(of: build, .product)
        let differences = ParityDifference.all(from: parity, to: product)
        for difference in differences.filter({ $0.reason == nil }).prefix(20) {
            Issue.record("\(difference.place): there is no reason for this difference")
        }
        let counts = ParityReason.allCases.map { reason in (reason, differences.count { $0.reason == reason }) }
        for (reason, count) in counts where count > 0 { print("\(build): \(count) × \(reason.rawValue)") }
        if build.hasPrefix("webpack-small") {
            let found = Set(differences.compactMap(\.reason))
            #expect(found.isSuperset(of: [.styleSheet, .innerModule, .unattributed]))
        }
    }

    @Test("The module map is the reference's", arguments: builds)
    func moduleMap(build: String) async throws {
        let reference: [String: ModuleMapEntry] = try SharedBuilds.packed("reference/\(build)/module-map.json")
        let packages: ReferencePackages = try SharedBuilds.packed("reference/\(build)/report.json")
        let outcome = try await SharedAnalyses.outcome(of: build, .parity)
        let expectedPaths = Dictionary(uniqueKeysWithValues: packages.packages.map { ($0.ref, $0.path) })
        let foundPaths = Dictionary(uniqueKeysWithValues: outcome.report.packages.map { ($0.ref, $0.path) })
        for (id, expected) in reference where id != "undefined" {
            guard let found = outcome.moduleMap[id] else {
                Issue.record("The module \(id) is missing: \(expected)")
                continue
            }
            #expect(found.path == expected.path)
            #expect(found.concatenatingLength == expected.concatenatingLength, "\(id)")
            #expect(
                found.packageRef.flatMap { foundPaths[$0] } == expected.packageRef.flatMap { expectedPaths[$0] },
                "\(id)")
        }
        #expect(Set(outcome.moduleMap.keys).subtracting(reference.keys) == [])
    }
}

struct ReferenceLeaf: Equatable {
    var value: Int
    var concatenated: Bool?
    var modules: [String]?
    var unused: Int?
    var dynamic: Bool?
    var esm: Bool?
    var sideEffects: Bool?
}

struct ReferencePackages: Decodable {
    let packages: [Report.Package]
}

struct ReferenceNode: Decodable {
    let name: String
    let value: Int
    let children: [ReferenceNode]?
    let entryPoints: [String]?
    let concatenated: Bool?
    let modules: [String]?
    let unused: Int?
    let dynamic: Bool?
    let esm: Bool?
    let sideEffects: Bool?

    var leaves: [String: ReferenceLeaf] {
        var leaves: [String: ReferenceLeaf] = [:]
        func walk(_ node: ReferenceNode, _ prefix: String) {
            let path = prefix.isEmpty ? node.name : prefix + "/" + node.name
            guard let children = node.children, !children.isEmpty else {
                leaves[path] = ReferenceLeaf(
                    value: node.value, concatenated: node.concatenated, modules: node.modules, unused: node.unused,
                    dynamic: node.dynamic, esm: node.esm, sideEffects: node.sideEffects)
                return
            }
            for child in children { walk(child, path) }
        }
        for child in children ?? [] { walk(child, "") }
        return leaves
    }
}
