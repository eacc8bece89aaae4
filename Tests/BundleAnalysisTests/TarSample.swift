import Foundation

@testable import BundleAnalysis

/// Tar archives made byte by byte, so that they can also be wrong.
enum TarSample {
    static let end = [UInt8](repeating: 0, count: 1024)

    /// An archive of these files with its end mark.
    static func archive(_ files: [(path: String, text: String)]) -> [UInt8] {
        files.flatMap { member($0.path, Array($0.text.utf8)) } + end
    }

    static func member(_ path: String, _ body: [UInt8] = [], kind: Character = "0", prefix: String = "") -> [UInt8] {
        header(path, size: body.count, kind: kind, prefix: prefix) + padded(body)
    }

    static func header(_ path: String, size: Int, kind: Character = "0", prefix: String = "") -> [UInt8] {
        let digits = String(size, radix: 8)
        let field = Array((String(repeating: "0", count: 11 - digits.count) + digits).utf8) + [0]
        return header(path, sizeField: field, kind: kind, prefix: prefix)
    }

    static func header(_ path: String, sizeField: [UInt8], kind: Character, prefix: String = "") -> [UInt8] {
        var block = [UInt8](repeating: 0, count: 512)
        block.replaceSubrange(0..<min(path.utf8.count, 100), with: Array(path.utf8.prefix(100)))
        block.replaceSubrange(124..<136, with: sizeField)
        block.replaceSubrange(148..<156, with: Array("        ".utf8))
        block[156] = kind.asciiValue ?? 0
        block.replaceSubrange(257..<265, with: Array("ustar\u{0}00".utf8))
        block.replaceSubrange(345..<345 + prefix.utf8.count, with: Array(prefix.utf8))
        let sum = String(block.reduce(0) { $0 + Int($1) }, radix: 8)
        let field = String(repeating: "0", count: 6 - sum.count) + sum
        block.replaceSubrange(148..<156, with: Array(field.utf8) + [0, 0x20])
        return block
    }

    static func padded(_ body: [UInt8]) -> [UInt8] {
        body + [UInt8](repeating: 0, count: (512 - body.count % 512) % 512)
    }

    static func gzipped(_ bytes: [UInt8]) throws -> [UInt8] {
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("packed")
        let writer = try GzipWriter(FileOutput(path: file.path))
        try writer.write(bytes)
        try writer.finish()
        return Array(try Data(contentsOf: file))
    }

    /// What a reader finds: paths of files with their bodies.
    static func read(_ archive: [UInt8], limits: ArchiveLimits = .standard) throws -> [String: [UInt8]] {
        var reader = TarReader(MemoryInput(archive), limits: limits)
        var files: [String: [UInt8]] = [:]
        while let member = try reader.next() {
            var body: [UInt8] = []
            try reader.readBody { (part) throws(AnalysisFailure) in body.append(contentsOf: part) }
            if !member.isFolder { files[member.path] = body }
        }
        return files
    }
}
