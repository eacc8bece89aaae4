import Foundation
import ProgramSupport
import StoreSupport
import Testing

@Suite("The command line: analyze", .sameOnEveryStore)
struct CommandLineAnalyzeTests {
    private static let script = "console.log('one small file');\n"

    private static func build() throws -> CommandLineFolder {
        let folder = try CommandLineFolder()
        _ = try folder.write(script, to: "dist/main.js")
        let metafile = """
            {"inputs":{"src/main.js":{"bytes":31,"imports":[]}},"outputs":{"dist/main.js":{"bytes":31,"imports":[],\
            "exports":[],"entryPoint":"src/main.js","inputs":{"src/main.js":{"bytesInOutput":31}}}}}
            """
        _ = try folder.write(metafile, to: "dist/meta.json")
        return folder
    }

    @Test("A folder's report is printed as JSON, with true sizes")
    func json() async throws {
        let folder = try Self.build()
        let outcome = try await CommandLineProgram.run("analyze", folder.path("dist"), "--json")
        #expect(outcome.status == 0)
        #expect(outcome.errors.isEmpty)
        let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        let report = try #require(object as? [String: Any])
        #expect(report["score"] is Int)
        let audits = try #require((report["entryPoints"] as? [[String: Any]])?.first?["audits"] as? [[String: Any]])
        let notice = try #require(audits.first { $0["id"] as? String == "http2-notice" })
        #expect(notice["title"] as? String == "Serve over HTTP/2")
        #expect((notice["desc"] as? String)?.hasPrefix("The page waits for more than 6 files.") == true)
        let assets = try #require(report["assets"] as? [[String: Any]])
        let asset = try #require(assets.first { ($0["name"] as? String)?.hasSuffix("main.js") == true })
        #expect((asset["size"] as? [String: Int])?["raw"] == Self.script.utf8.count)
    }

    @Test("For people it is a verdict, a score, a size and a table")
    func words() async throws {
        let folder = try Self.build()
        let outcome = try await CommandLineProgram.run(
            "analyze", folder.path("dist"), "--baseline", folder.path("dist"))
        #expect(outcome.status == 0)
        #expect(outcome.output.hasPrefix("No change in size or score\nScore "))
        #expect(outcome.output.contains("\n1 entry point did not change.\n"))
        #expect(outcome.output.contains("(±0 B)"))
        let alone = try await CommandLineProgram.run("analyze", folder.path("dist"))
        #expect(alone.output.contains("nothing to compare with\nScore "))
        #expect(alone.output.contains("ENTRY POINT  INITIAL"))
    }

    @Test("A missing path or a file that is not an archive exits with 1 and a sentence")
    func refused() async throws {
        let folder = try CommandLineFolder()
        let missing = try await CommandLineProgram.run("analyze", folder.path("nothing"))
        #expect(missing.status == 1)
        #expect(missing.errors.contains("The file or folder") && missing.errors.contains("does not exist"))
        let text = try folder.write("this is no archive", to: "build.tar")
        let broken = try await CommandLineProgram.run("analyze", text)
        #expect(broken.status == 1)
        #expect(broken.errors.hasPrefix("Error: The file is neither a tar nor a zip archive. Use a tar archive"))
    }
}
