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

    private func stats(_ text: Data) throws -> BuildStats {
        try text.withUnsafeBytes { bytes in
            guard case .stats(let stats)? = try StatsFormats.read(StatsOutline(bytes)) else {
                throw CocoaError(.fileReadCorruptFile)
            }
            return stats
        }
    }

    /// Of the stats in an upload.
    private func modules(inUpload name: String) throws -> StatsModules {
        let folder = try TemporaryFolder()
        let members = try Unpacker(limits: .standard, folder: try PrivateFolder(in: folder.url))
            .unpack(SharedBuilds.folder.appendingPathComponent(name)) { _ in }
        let path = try #require(members.paths.first { $0.hasPrefix("webpack-stats") })
        let member = try #require(members[path])
        let input = try #require(try members.input(member))
        let text = try StatsText(
            input, name: path, limits: .standard, path: folder.url.appendingPathComponent("text").path)
        return try stats(Data(text.bytes)).modules
    }

    private struct Mapped: Decodable {
        let path: String?
        let concatenatingLength: Int
    }

    @Test(
        "Every module that Perfsee's analyzer maps is there, with its path and its inner modules",
        arguments: ["webpack-small-v1", "webpack-small-v2", "webpack-large"])
    func mapped(upload: String) throws {
        let map: [String: Mapped] = try SharedBuilds.json("reference/\(upload)/module-map.json")
        let modules = try modules(inUpload: "\(upload).tar")
        let ids = Dictionary(modules.all.map { (modules.names[$0.id], $0) }, uniquingKeysWith: { first, _ in first })
        var compared = 0
        for (id, mapped) in map {
            guard let path = mapped.path, id != "undefined" else { continue }
            let module = try #require(ids[id], "\(id) \(path)")
            #expect(modules.names[module.name] == path)
            let inner = Set(modules.inner[module.inner].map { modules.names[modules.all[$0].name] })
            #expect(inner.count == mapped.concatenatingLength, "\(path)")
            compared += 1
        }
        #expect(compared > 10)
    }

    @Test(
        "Each chunk has the modules that its list has, with the same inner modules and reasons",
        arguments: ["v1", "v2"])
    func modules(version: String) throws {
        let text = try SharedBuilds.data("raw/webpack-small-\(version).webpack-json.json")
        let stats = try stats(text)
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
        let stats = try stats(SharedBuilds.data("raw/esbuild-small-\(version).meta.json"))
        #expect(!stats.modules.outputs.isEmpty)
        for asset in stats.assets where asset.hasChunks {
            guard let output = stats.modules.outputs[asset.name], AssetType(name: asset.name) == .js else { continue }
            let bytes = stats.modules.parts[output.parts].reduce(0) { $0 + $1.bytes }
            #expect(bytes <= asset.size, "\(asset.name) \(bytes) \(asset.size)")
        }
    }
}
