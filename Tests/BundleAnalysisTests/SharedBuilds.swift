import Foundation
import Testing
import Zlib

@testable import BundleAnalysis

/// Real builds beside the checkout, or beside a folder that it is in, for those who have them; everything they show is
/// shown by own samples too.
enum SharedBuilds {
    static let folder = shared("builds")
    /// Small builds of kinds that people have in public repositories.
    static let cases = shared("cases/builds")

    static let arePresent = FileManager.default.fileExists(atPath: folder.path)
    static let casesArePresent = FileManager.default.fileExists(atPath: cases.path)

    static func json<Value: Decodable>(_ path: String, as type: Value.Type = Value.self) throws -> Value {
        try JSONDecoder().decode(type, from: data(path))
    }

    /// The file, which may be compressed.
    static func data(_ path: String) throws -> Data {
        let names = [path, path + ".gz"]
        let name = names.first { FileManager.default.fileExists(atPath: folder.appendingPathComponent($0).path) }
        let work = try TemporaryFolder()
        let input = try FileInput(path: folder.appendingPathComponent(name ?? path).path)
        let text = try StatsText(
            input, name: path, limits: .standard, path: work.url.appendingPathComponent("text").path)
        return Data(text.bytes)
    }

    /// Of a file that may have been compressed with gzip.
    static func packed<Value: Decodable>(_ path: String, as type: Value.Type = Value.self) throws -> Value {
        let packed = folder.appendingPathComponent(path + ".gz")
        guard let bytes = try? Data(contentsOf: packed) else { return try json(path) }
        return try JSONDecoder().decode(type, from: inflated(bytes))
    }

    private static func inflated(_ packed: Data) throws -> Data {
        let stream = try #require(InflateStream(.gzip))
        var text = Data()
        try packed.withUnsafeBytes { packed in
            var input = packed
            let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
            defer { room.deallocate() }
            while true {
                let (written, status) = stream.step(&input, into: room)
                text.append(contentsOf: room[..<written])
                if status == .ended { return }
                guard status == .running else { throw CocoaError(.fileReadCorruptFile) }
            }
        }
        return text
    }

    private static func shared(_ name: String) -> URL {
        var root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<3 { root.deleteLastPathComponent() }
        let beside = root.deletingLastPathComponent().appendingPathComponent("shared/\(name)")
        while root.path != "/" {
            root.deleteLastPathComponent()
            let folder = root.appendingPathComponent("shared/\(name)")
            if FileManager.default.fileExists(atPath: folder.path) { return folder }
        }
        return beside
    }
}
