import Foundation

/// A program that packs archives, for comparison with what this project reads.
struct Archiver {
    static let zip = Archiver(name: "zip")
    static let zstd = Archiver(name: "zstd")

    private let path: String?

    private init(name: String) {
        path = ["/usr/bin/", "/usr/local/bin/", "/opt/homebrew/bin/"].map { $0 + name }.first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
    }

    var isPresent: Bool { path != nil }

    func run(_ arguments: [String], in folder: URL) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path ?? "")
        process.arguments = arguments
        process.currentDirectoryURL = folder
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    }
}
