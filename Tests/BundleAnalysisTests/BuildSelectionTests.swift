import Foundation
import Testing

@testable import BundleAnalysis

@Suite("What of a folder is its build")
struct BuildSelectionTests {
    /// What must never be sent, whatever else is.
    private static let secrets = [
        ".env", ".env.production", ".git/config", ".git/objects/ab/cd", "node_modules/react/index.js", ".npmrc",
        "deep/.env", "deep/node_modules/x/x.js", ".DS_Store", ".vite/deps/react.js",
    ]

    private static func folder(_ files: [String], stats: [(path: String, text: String)] = []) throws -> TemporaryFolder
    {
        let folder = try TemporaryFolder()
        for path in files { try folder.write("dist/\(path)", Array("content of \(path)".utf8)) }
        for (path, text) in stats { try folder.write("dist/\(path)", Array(text.utf8)) }
        return folder
    }

    private static func selection(_ folder: TemporaryFolder, _ name: String = "dist") throws -> BuildSelection {
        let work = try PrivateFolder(in: folder.url.appendingPathComponent("work"))
        defer { work.remove() }
        var warnings = AnalysisWarnings()
        let walk = try FolderWalk(folder.url.appendingPathComponent(name), limits: .standard, stage: .packing)
        return try BuildSelection(walk, stage: .packing, limits: .standard, folder: work, warnings: &warnings)
    }

    private static func paths(_ folder: TemporaryFolder, _ name: String = "dist") throws -> [String] {
        try selection(folder, name).files.map(\.path)
    }

    @Test("With stats: what they name, its source maps and the stats; nothing else, were it a script")
    func stats() throws {
        let named = ["main.js", "main.css", "admin.js", "shared.js", "lazy.js", "index.html"]
        let maps = ["main.js.map", "maps/shared.js.map"]
        let others = [
            "other.js", "other.js.map", "server.key", "package.json", "notes.md", "manifest.json", "logo.png",
        ]
        let folder = try Self.folder(
            named + maps + others + Self.secrets, stats: [("stats.json", StatsSample.json), ("old/meta.json", "{}")])
        let selection = try Self.selection(folder)
        #expect(Set(selection.files.map(\.path)) == Set(named + maps + ["stats.json"]))
        #expect(selection.leftOut.folders == [".git", ".vite", "deep/node_modules", "node_modules"])
        #expect(Set(selection.leftOut.files).isSuperset(of: others + [".env", "deep/.env", "old/meta.json"]))
    }

    @Test("A dot file, node_modules and a video stay, although the stats name them")
    func namedSecrets() throws {
        let metafile = """
            {"inputs":{},"outputs":{"dist/a.js":{"bytes":1,"imports":[],"entryPoint":"a.ts"},"dist/.env":{"bytes":1},
            "dist/node_modules/x.js":{"bytes":1,"imports":[]},"dist/film.mp4":{"bytes":1}, "dist/../../secret":{"bytes":1}}}
            """
        let folder = try Self.folder(
            ["a.js", ".env", "node_modules/x.js", "film.mp4"], stats: [("meta.json", metafile)])
        try folder.write("secret", [1])
        #expect(try Self.paths(folder) == ["a.js", "meta.json"])
    }

    @Test("Without stats: what a browser loads, its source maps, and Vite's manifest")
    func noStats() throws {
        let loaded = [
            "index.html", "a.js", "b.MJS", "c.cjs", "d.css", "e.woff2", "f.svg", "g.wasm", "h.mp3", "app.webmanifest",
            "a.js.map", "d.css.map", ".vite/manifest.json",
        ]
        let others = [
            "package.json", "service-account.json", "src.ts", "id_rsa", "server.pem", "notes.txt", "Dockerfile",
            "gone.js.map", "secret.map", "a.js.gz", "film.webm", "x\u{600}.env",
        ]
        let folder = try Self.folder(loaded + others + Self.secrets)
        let selection = try Self.selection(folder)
        #expect(Set(selection.files.map(\.path)) == Set(loaded))
        #expect(Set(selection.leftOut.files).isSuperset(of: others))
    }

    @Test("Stats of another build are refused, with what to do")
    func foreignStats() throws {
        let folder = try Self.folder(["other.js", "main.js.map"], stats: [("stats.json", StatsSample.json)])
        let failure = #expect(throws: AnalysisFailure.self) { try Self.selection(folder) }
        #expect(
            failure == .stats(.foreign(file: ShownName("stats.json"), scripts: ShownNames(["other.js"]))))
        // One of the files that they name is enough, as it is for the server.
        try folder.write("dist/deep/lazy.js", [1])
        #expect(try Self.paths(folder) == ["deep/lazy.js", "main.js.map", "stats.json"])
    }

    @Test("The folder's own name does not count", arguments: [".next", ".output", "node_modules"])
    func rootName(name: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("\(name)/static/a.js", [1])
        try folder.write("\(name)/.cache/b.js", [1])
        #expect(try Self.paths(folder, name) == ["static/a.js"])
        #expect(try Self.paths(folder, "\(name)/.") == ["static/a.js"])
    }

    @Test("Links are not followed, inside or out of the folder, and are told of; hard links are files")
    func links() throws {
        let folder = try Self.folder(["a.js"])
        try folder.write("secret.js", [1])
        let dist = folder.url.appendingPathComponent("dist")
        for (name, target) in [("out.js", "../secret.js"), ("in.js", "a.js"), ("folder", "..")] {
            try FileManager.default.createSymbolicLink(
                atPath: dist.appendingPathComponent(name).path, withDestinationPath: target)
        }
        try FileManager.default.linkItem(
            at: dist.appendingPathComponent("a.js"), to: dist.appendingPathComponent("hard.js"))
        let selection = try Self.selection(folder)
        #expect(selection.files.map(\.path) == ["a.js", "hard.js"])
        #expect(selection.leftOut.links == ["folder", "in.js", "out.js"])
    }

    @Test("Vite's manifest is not read through a link")
    func linkedManifest() throws {
        let folder = try Self.folder(["a.js"])
        try folder.write("elsewhere/manifest.json", [1])
        try FileManager.default.createSymbolicLink(
            atPath: folder.url.appendingPathComponent("dist/.vite").path, withDestinationPath: "../elsewhere")
        #expect(try Self.paths(folder) == ["a.js"])
    }

    @Test("What was left out is known by kind, with the rule for it")
    func leftOut() throws {
        let folder = try Self.folder(["a.js", "b.txt", "c.txt", "d\u{1B}.txt", ".env", ".git/x"])
        let leftOut = try Self.selection(folder).leftOut
        #expect(leftOut.names == [".git/", ".env", "b.txt", "c.txt", "d\u{1B}.txt"])
        #expect(leftOut.rule == .loadedByBrowsers)
        let named = try Self.folder(["main.js", "x.js"], stats: [("stats.json", StatsSample.json)])
        #expect(try Self.selection(named).leftOut.rule == .namedByStats)
        #expect(try Self.selection(try Self.folder(["a.js"])).leftOut.isEmpty)
    }

    @Test("An analysis of the folder reads the same files as one of its archive")
    func analysis() async throws {
        let folder = try Self.folder(["a.js", "b.css", ".env", "notes.md", "node_modules/x.js"])
        let dist = folder.url.appendingPathComponent("dist")
        let archive = folder.url.appendingPathComponent("packed.tar.gz")
        _ = try BuildArchiver().pack(dist, to: archive)
        let analyzer = BundleAnalyzer(workFolder: folder.url.appendingPathComponent("work"))
        let outcome = try await analyzer.analyze(.directory(dist))
        #expect(outcome.report.assets.map(\.name) == ["a.js", "b.css"])
        #expect(try await analyzer.analyze(.archive(archive)) == outcome)
    }
}
