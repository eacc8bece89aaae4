import Foundation
import Testing

@testable import BundleAnalysis

@Suite("Packing a folder")
struct BuildArchiverTests {
    private func pack(_ folder: TemporaryFolder, _ name: String = "out.tar.gz") throws -> (
        BuildArchiver.Packed, [UInt8]
    ) {
        let archive = folder.url.appendingPathComponent(name)
        let packed = try BuildArchiver().pack(folder.url.appendingPathComponent("dist"), to: archive)
        return (packed, Array(try Data(contentsOf: archive)))
    }

    private func unpack(_ archive: [UInt8]) throws -> [String: [UInt8]] {
        let input = try GzipInput(MemoryInput(archive), of: .archive, limits: .standard, stage: .reading)
        var reader = TarReader(input, limits: .standard)
        var files: [String: [UInt8]] = [:]
        while let member = try reader.next() {
            var body: [UInt8] = []
            try reader.readBody { (part) throws(AnalysisFailure) in body.append(contentsOf: part) }
            files[member.path] = body
        }
        return files
    }

    @Test("What was packed reads back, long paths and all; videos are left out")
    func roundTrip() throws {
        let folder = try TemporaryFolder()
        let long = String(repeating: "a-long-folder/", count: 20) + "ümlaut.js"
        let large = [UInt8]((0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        let files = ["a.js": [1, 2, 3], "empty.css": [], long: [4], "deep/large.wasm": large]
        for (path, bytes) in files { try folder.write("dist/\(path)", bytes) }
        try folder.write("dist/deep/film.MP4", [9])
        let (packed, archive) = try pack(folder)
        #expect(try unpack(archive) == files)
        #expect(packed.files == 4 && packed.bytes == 700_004 && packed.archiveBytes == archive.count)
        #expect(packed.leftOut.names == ["deep/film.MP4"])
    }

    @Test("Equal folders make equal archives, and an archive inside the folder does not pack itself")
    func deterministic() throws {
        let folder = try TemporaryFolder()
        for name in ["b.js", "a.js", "c/d.js"] { try folder.write("dist/\(name)", Array(name.utf8)) }
        let (_, one) = try pack(folder)
        let (_, other) = try pack(folder, "dist/out.tar.gz")
        let (_, again) = try pack(folder, "dist/out.tar.gz")
        #expect(one == other && other == again)
    }

    @Test("A folder without anything to send, or that is not there, fails with a reason")
    func empty() throws {
        let folder = try TemporaryFolder()
        let missing = #expect(throws: AnalysisFailure.self) { try pack(folder) }
        #expect(missing == .folder(.unreadable(folder: ShownName("dist")), .packing))
        try folder.write("dist/film.webm", [1])
        let error = #expect(throws: AnalysisFailure.self) { try pack(folder) }
        guard case .folder(.nothingToPack(let name, let leftOut)) = error?.problem else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(error?.kind == .build && name == ShownName("dist") && leftOut.files == ["film.webm"])
    }

    @Test("Links are not followed")
    func links() throws {
        let folder = try TemporaryFolder()
        try folder.write("secret.txt", [1])
        try folder.write("dist/a.js", [2])
        try FileManager.default.createSymbolicLink(
            at: folder.url.appendingPathComponent("dist/link.txt"),
            withDestinationURL: folder.url.appendingPathComponent("secret.txt"))
        #expect(try unpack(pack(folder).1) == ["a.js": [2]])
    }
}
