import Foundation

/// Signatures that other implementations made.
struct SignatureVectors: Decodable {
    struct Perfsee: Decodable {
        let secret: String
        let body: String
        let signature: String
    }

    struct StandardWebhooks: Decodable {
        let secret: String
        let id: String
        let timestamp: Int64
        let body: String
        let signature: String
    }

    let perfsee: [Perfsee]
    let standardWebhooks: [StandardWebhooks]

    /// The project's own.
    static let own = packageRoot.appending(path: "sdk/signatures.json")

    /// Those that lie beside a checkout on some machines.
    static let shared = packageRoot.deletingLastPathComponent().appending(path: "shared/vectors/signatures.json")

    static var hasShared: Bool { FileManager.default.fileExists(atPath: shared.path) }

    static func read(_ file: URL) throws -> SignatureVectors {
        try JSONDecoder().decode(SignatureVectors.self, from: Data(contentsOf: file))
    }

    private static let packageRoot = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}
