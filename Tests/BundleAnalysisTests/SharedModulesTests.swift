import Foundation
import Testing

@testable import BundleAnalysis

/// The modules of `webpack --json`, read a second time with Foundation's parser, to compare with.
@Suite("Modules of real builds", .enabled(if: SharedBuilds.arePresent, "the folder ../shared/builds is not there"))
struct SharedModulesTests {
    private struct Plain: Decodable {
        struct Chunk: Decodable { let modules: [Module] }
        struct Module: Decodable {
            let name: String
            let size: Int
            let modules: [Module]?
            let reasons: [Reason]?
        }
        struct Reason: Decodable {
            let moduleName: String?
            let type: String
        }
        let chunks: [Chunk]
    }

    private func read(_ path: String) throws -> (stats: BuildStats, text: Data) {
        let folder = try TemporaryFolder()
        let input = try FileInput(path: SharedBuilds.folder.appendingPathComponent(path).path)
        let text = try StatsText(
            input, name: path, limits: .standard, path: folder.url.appendingPathComponent("t").path)
        guard case .stats(let stats)? = try StatsFormats.read(StatsOutline(text.bytes)) else {
            throw CocoaError(.fileReadCorruptFile)
        }
        return (stats, Data(text.bytes))
    }

    @Test(
        "Each chunk has the modules that its list has, with the same inner modules and reasons",
        arguments: ["v1", "v2"])
    func modules(version: String) throws {
        let (stats, text) = try read("raw/webpack-small-\(version).webpack-json.json.gz")
        let plain = try JSONDecoder().decode(Plain.self, from: text)
        let modules = stats.modules
        func name(_ name: StatsModules.Name) -> String { modules.names[name] }
        #expect(plain.chunks.count == stats.chunks.count)
        for (index, chunk) in plain.chunks.enumerated() {
            let members = modules.members(ofChunk: index).map { modules.all[Int($0)] }
            #expect(members.map { name($0.name) } == chunk.modules.map(\.name))
            #expect(members.map(\.size) == chunk.modules.map(\.size))
            for (module, other) in zip(members, chunk.modules) {
                let inner = modules.inner[module.inner].map { name(modules.all[$0].name) }
                #expect(inner == (other.modules ?? []).map(\.name))
                let reasons = modules.reasons[module.reasons]
                #expect(reasons.map { name($0.type) } == (other.reasons ?? []).map(\.type))
                #expect(reasons.map { name($0.module) } == (other.reasons ?? []).map { $0.moduleName ?? "" })
            }
        }
    }

    @Test("The parts of a script of esbuild are no more than its file", arguments: ["v1", "v2"])
    func parts(version: String) throws {
        let stats = try read("raw/esbuild-small-\(version).meta.json").stats
        #expect(!stats.modules.outputs.isEmpty)
        for asset in stats.assets where asset.hasChunks {
            guard let output = stats.modules.outputs[asset.name], AssetType(name: asset.name) == .js else { continue }
            let bytes = stats.modules.parts[output.parts].reduce(0) { $0 + $1.bytes }
            #expect(bytes <= asset.size, "\(asset.name) \(bytes) \(asset.size)")
        }
    }
}
