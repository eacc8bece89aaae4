import Foundation
import Testing

@testable import BundleAnalysis

@Suite("Reports")
struct ReportTests {
    private func outcome() async throws -> AnalysisOutcome {
        try await analyze(archive: TarSample.archive([("stats.json", StatsSample.json)] + StatsSample.files))
    }

    @Test("Equal builds make equal bytes, which read back as the same report")
    func bytes() async throws {
        let (one, other) = (try await outcome(), try await outcome())
        #expect(try one.report.encoded() == other.report.encoded())
        #expect(try JSONDecoder().decode(Report.self, from: one.report.encoded()) == one.report)
        let content = try ModuleTreeNode.encoded(one.content)
        #expect(try JSONDecoder().decode([ModuleTreeNode].self, from: content) == one.content)
    }

    @Test("The fields have the names of the contract")
    func names() async throws {
        let data = try await outcome().report.encoded()
        let report = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(Set(report.keys) == ["score", "entryPoints", "assets", "chunks", "packages", "buildTool"])
        func first(_ key: String) throws -> [String: Any] { try #require((report[key] as? [[String: Any]])?.first) }
        #expect(
            Set(try first("entryPoints").keys) == [
                "name", "size", "initialSize", "assetRefs", "chunkRefs", "initialChunkRefs", "packageAppendixes",
                "audits", "score",
            ])
        #expect(
            Set(try first("assets").keys) == ["ref", "name", "path", "type", "size", "packageRefs", "moduleRefs"])
        #expect(Set(try first("chunks").keys) == ["ref", "entry", "async", "exclusive", "assetRefs"])
        let audits = try #require(try first("entryPoints")["audits"] as? [[String: Any]])
        #expect(
            Set(audits[0].keys) == ["id", "title", "desc", "score", "weight", "detail", "numericScore"])
        #expect(audits[0]["score"] as? Int == 3)
    }

    @Test("Content has one root for each script, with what is not attributed as its child")
    func content() async throws {
        let content = try await outcome().content
        #expect(content.map(\.name) == ["main.js", "admin.js", "shared.js", "lazy.js"])
        #expect(content.map(\.entryPoints) == [["main"], ["admin"], ["main", "admin"], ["main", "admin"]])
        for root in content {
            let child = try #require(root.children?.first)
            #expect(root.children?.count == 1)
            #expect(child.name == ModuleTreeNode.unattributed)
            #expect(child.value == root.value && child.gzip == root.gzip && child.brotli == root.brotli)
        }
    }

    @Test("Sizes are counted on bytes, the same however the bytes come in")
    func counter() throws {
        let text = Array(String(repeating: "Grüße, 世界! ", count: 60_000).utf8)
        let whole = try SizeCounter().measure(MemoryInput(text), size: text.count)
        #expect(whole.raw == text.count)
        #expect(whole.gzip < text.count / 20 && whole.brotli < whole.gzip)
        let dripping = try SizeCounter().measure(DrippingInput(text), size: text.count)
        #expect(dripping == whole)
        // An empty gzip file is 20 bytes, an empty brotli stream one.
        #expect(try SizeCounter().measure(MemoryInput([]), size: 0) == Size(raw: 0, gzip: 20, brotli: 1))
    }

    /// Gives its bytes a few thousand at a time.
    private final class DrippingInput: ByteInput {
        private var rest: ArraySlice<UInt8>

        init(_ bytes: [UInt8]) { rest = bytes[...] }

        func read(into buffer: UnsafeMutableRawBufferPointer) throws(AnalysisFailure) -> Int {
            let part = rest.prefix(4_099)
            buffer.copyBytes(from: part)
            rest = rest.dropFirst(part.count)
            return part.count
        }
    }

    @Test("Warnings are kept up to their limit, and the last one counts the rest")
    func warnings() {
        var warnings = AnalysisWarnings()
        for index in 0..<(AnalysisWarnings.limit + 10) { warnings.add("\(index)") }
        #expect(warnings.sentences.count == AnalysisWarnings.limit)
        #expect(warnings.sentences.last == "There are 11 more warnings like these.")
    }
}
