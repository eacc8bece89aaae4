import Foundation

/// Real builds beside the checkout, for those who have them; everything they show is shown by own samples too.
enum SharedBuilds {
    static let folder: URL = {
        var root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<3 { root.deleteLastPathComponent() }
        return root.deletingLastPathComponent().appendingPathComponent("shared/builds")
    }()

    static let arePresent = FileManager.default.fileExists(atPath: folder.path)

    static func json<Value: Decodable>(_ path: String, as type: Value.Type = Value.self) throws -> Value {
        try JSONDecoder().decode(type, from: Data(contentsOf: folder.appendingPathComponent(path)))
    }
}
