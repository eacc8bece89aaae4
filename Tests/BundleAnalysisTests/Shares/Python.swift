import Foundation

@testable import BundleAnalysis

/// The inflate in Python that what this project shares out is compared with.
enum Python {
    static let isPresent = (try? run(["-c", ""], input: [])) != nil

    private struct Failed: Error {}

    /// Packs a text in one of the ways that the script knows.
    static func pack(_ text: [UInt8], strategy: String, level: Int) throws -> [UInt8] {
        try run([script, "pack", strategy, String(level)], input: text)
    }

    /// The shares of the owners, for each stream with its runs.
    static func shares(_ jobs: [(gzip: [UInt8], runs: [TextRun])]) throws -> [[Int]] {
        let folder = try TemporaryFolder()
        for (number, job) in jobs.enumerated() {
            try folder.write("\(number).gz", job.gzip)
            try folder.write("\(number).runs", Array(job.runs.map { "\($0.end) \($0.owner)\n" }.joined().utf8))
        }
        _ = try run([script, "share", folder.url.path], input: [])
        return try jobs.indices.map { number in
            let lines = try String(contentsOf: folder.url.appendingPathComponent("\(number).shares"), encoding: .utf8)
            return lines.split(separator: "\n").compactMap { Int($0) }
        }
    }

    private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("inflate_shares.py").path

    private static func run(_ arguments: [String], input: [UInt8]) throws -> [UInt8] {
        let folder = try TemporaryFolder()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        process.standardInput = try FileHandle(forReadingFrom: folder.write("input", input))
        let output = try folder.write("output", [])
        process.standardOutput = try FileHandle(forWritingTo: output)
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed() }
        return Array(try Data(contentsOf: output))
    }
}
