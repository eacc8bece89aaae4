import Foundation
import Zlib
import TestSupport

@testable import BundleAnalysis

/// Texts, their streams, and runs.
enum ShareSample {
    /// What looks a little like a bundle: words that repeat, and numbers that do not.
    static func text(_ count: Int, seed: UInt64) -> [UInt8] {
        var random = SeededGenerator(seed: seed)
        let words = ["function", "return ", "exports.", "=>", "(e,t,n)", "{", "}", ";", "var ", "\u{e9}", "useState"]
        var text: [UInt8] = []
        while text.count < count {
            text += Array((words.randomElement(using: &random) ?? "").utf8)
            if Int.random(in: 0..<4, using: &random) == 0 {
                text += Array(String(Int.random(in: 0..<100_000, using: &random), radix: 36).utf8)
            }
        }
        return Array(text.prefix(count))
    }

    static func noise(_ count: Int, seed: UInt64) -> [UInt8] {
        var random = SeededGenerator(seed: seed)
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    }

    /// Runs of random lengths, some of them empty, for random owners.
    static func runs(_ length: Int, longest: Int, owners: Int, seed: UInt64) -> [TextRun] {
        var random = SeededGenerator(seed: seed)
        var runs: [TextRun] = []
        while (runs.last?.end ?? 0) < length {
            let end = min(length, (runs.last?.end ?? 0) + Int.random(in: 0...longest, using: &random))
            runs.append(TextRun(end: end, owner: Int.random(in: 0..<owners, using: &random)))
        }
        return runs
    }

    /// The shares of the gzip stream; nil if it is refused.
    static func shares(_ gzip: [UInt8], _ runs: [TextRun], owners: Int) -> [Int]? {
        gzip.withUnsafeBytes { CompressedShares(gzip: $0, runs: runs, owners: owners) }?.parts(of: gzip.count)
    }

    /// A gzip member with these bits as its data; the lowest bit of a byte comes first.
    static func member(_ bits: String, length: UInt32, flags: UInt8 = 0, extra: [UInt8] = []) -> [UInt8] {
        var bytes = [0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 3] + extra
        let digits = bits.utf8.filter { $0 != 0x20 }.map { $0 - 0x30 }
        for start in stride(from: 0, to: digits.count, by: 8) {
            let byte = digits[start..<min(start + 8, digits.count)]
            bytes.append(byte.enumerated().reduce(0) { $0 | $1.element << $1.offset })
        }
        let trailer = (0..<4).map { UInt8(truncatingIfNeeded: length >> ($0 * 8)) }
        return bytes + [0, 0, 0, 0] + trailer
    }
}
