import Foundation
import Testing

@testable import BundleAnalysis

/// How far webpack's module tables and source maps agree, as acorn and source-map see it, so that neither our tokenizer nor
/// our reader of maps judges itself.
@Suite(
    "Module tables and source maps, read by others",
    .enabled(if: SharedBuilds.arePresent, "the folder ../shared/builds is not there"),
    .enabled(if: NodeScript.hasModules, "node, or Debian's node-acorn or node-source-map, is not there"))
struct IndependentAgreementTests {
    private struct Entry: Encodable {
        let path: String
        let inner: [String]
    }

    @Test(
        "They name the same module for at least 97 % of the bytes", arguments: ["webpack-small-v1", "webpack-small-v2"])
    func agreement(build: String) async throws {
        let folder = try TemporaryFolder()
        let archive = SharedBuilds.folder.appendingPathComponent("\(build).tar")
        try folder.write("modules.json", Array(try JSONEncoder().encode(try await Self.modules(build))))
        try FileManager.default.createDirectory(
            at: folder.url.appendingPathComponent("build"), withIntermediateDirectories: true)
        _ = try NodeScript.run("/usr/bin/tar", ["-xf", archive.path, "-C", folder.url.path + "/build"])
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("agreement.js")
        let output = try NodeScript.run(
            "/usr/bin/env", ["node", script.path, folder.url.path + "/build", folder.url.path + "/modules.json"])
        let share = try #require(Double(output.trimmingCharacters(in: .whitespacesAndNewlines)), "\(output)")
        #expect(share >= 0.97)
    }

    /// The modules of the stats by their ids.
    private static func modules(_ build: String) async throws -> [String: Entry] {
        let outcome = try await SharedAnalyses.outcome(of: build, .product)
        var inner: [String: [String]] = [:]
        for leaf in outcome.content.flatMap(Invariant.leaves) {
            let name = leaf.name.replacingOccurrences(of: " (concatenated)", with: "")
            if let modules = leaf.modules { inner[name] = modules }
        }
        return outcome.moduleMap.mapValues { entry in
            let name = entry.path?.split(separator: "/").last.map(String.init) ?? ""
            return Entry(path: entry.path ?? "", inner: inner[name] ?? [])
        }
    }
}

/// Programs that tests compare with.
enum NodeScript {
    static let hasModules =
        (try? run("/usr/bin/env", ["node", "-e", "require('acorn'); require('source-map'); console.log('ok')"]))
        == "ok\n"

    /// What a program prints; throws if it fails.
    static func run(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["NODE_PATH": "/usr/share/nodejs"]) { _, new in new }
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
        return String(decoding: output, as: UTF8.self)
    }
}
