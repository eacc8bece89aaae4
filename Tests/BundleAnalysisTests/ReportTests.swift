import Foundation
import Testing

@testable import BundleAnalysis

@Suite("Reports")
struct ReportTests {
    private func outcome() async throws -> AnalysisOutcome {
        try await analyze(archive: TarSample.archive([("stats.json", StatsSample.json)] + StatsSample.files))
    }

    @Test("Equal builds make equal bytes")
    func bytes() async throws {
        let (one, other) = (try await outcome(), try await outcome())
        #expect(one.report == other.report)
        #expect(try one.report.encoded(PlainWording()) == other.report.encoded(PlainWording()))
        let content = try ModuleTreeNode.encoded(one.content)
        #expect(try JSONDecoder().decode([ModuleTreeNode].self, from: content) == one.content)
    }

    @Test("The fields have the names of the contract")
    func names() async throws {
        let data = try await outcome().report.encoded(PlainWording())
        let report = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(
            Set(report.keys) == [
                "score", "entryPoints", "assets", "chunks", "packages", "buildTool", "duplicates", "alternatives",
                "treeShaking",
            ])
        func first(_ key: String) throws -> [String: Any] { try #require((report[key] as? [[String: Any]])?.first) }
        #expect(
            Set(try first("entryPoints").keys) == [
                "name", "size", "initialSize", "assetRefs", "chunkRefs", "initialChunkRefs", "packageAppendixes",
                "audits", "score", "visit", "packageSavings",
            ])
        #expect(
            Set(try first("assets").keys) == [
                "ref", "name", "path", "type", "size", "packageRefs", "moduleRefs", "attribution",
            ])
        #expect(Set(try first("chunks").keys) == ["ref", "entry", "async", "exclusive", "assetRefs"])
        let audits = try #require(try first("entryPoints")["audits"] as? [[String: Any]])
        #expect(
            Set(audits[1].keys) == ["id", "title", "desc", "score", "weight", "detail", "numericScore"])
        #expect(audits[0]["score"] as? Int == 2)
    }

    @Test("A report has the titles and texts that it is written with")
    func wording() async throws {
        let data = try await outcome().report.encoded(PlainWording())
        let report = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let entryPoints = try #require(report["entryPoints"] as? [[String: Any]])
        let audits = try #require(entryPoints.first?["audits"] as? [[String: Any]])
        #expect(audits.map { $0["id"] as? String } == AuditID.withoutVersionsAndBaseline.map(\.rawValue))
        for audit in audits {
            let id = try #require(audit["id"] as? String)
            #expect(audit["title"] as? String == "title of \(id)")
            #expect(audit["desc"] as? String == "description of \(id)")
        }
        let compression = try #require(audits.first { $0["id"] as? String == "compression-notice" })
        let detail = try #require(compression["detail"] as? [String: Any])
        let headings = try #require(detail["headings"] as? [[String: String]])
        #expect(headings.map { $0["key"] } == ["name", "raw", "gzip", "brotli"])
        #expect(headings.allSatisfy { $0["name"] == "name of \($0["key"] ?? "")" && $0["itemType"] == "text" })
        let row = try #require((detail["items"] as? [[String: String]])?.first)
        #expect(row["name"] == "shared.js" && row["raw"] == "14 B" && row["gzip"]?.hasSuffix(" %") == true)
    }

    @Test("Content has one root for each script and style sheet, with its modules or what belongs to none")
    func content() async throws {
        let content = try await outcome().content
        #expect(content.map(\.name) == ["main.js", "main.css", "admin.js", "shared.js", "lazy.js"])
        #expect(content.map(\.entryPoints) == [["main"], ["main"], ["admin"], ["main", "admin"], ["main", "admin"]])
        #expect(content.map(\.attribution) == [.map, .whole, .whole, .whole, .whole])
        let unattributed = ModuleTreeNode.unattributed
        #expect(
            content.map { $0.children?.map(\.name) }
                == [["a.js (concatenated)"], ["(style sheet)"], [unattributed], [unattributed], [unattributed]])
        for root in content { #expect(root.children?.map(\.size) == [root.size]) }
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
        for index in 0..<(AnalysisWarnings.limit + 10) { warnings.add(.noStats(entryPoint: ShownName("\(index)"))) }
        #expect(warnings.all.count == AnalysisWarnings.limit)
        #expect(warnings.all.last == .more(count: 11))
    }
}
