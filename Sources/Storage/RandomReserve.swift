import Foundation

/// Random numbers from the system's own source, drawn many at a time: each draw is a system call, which is expensive
/// for something that every delivery needs.
package struct RandomReserve: RandomNumberGenerator {
    /// How many numbers are drawn at once.
    private static let count = 128

    private var numbers: [UInt64] = []

    package init() {}

    package mutating func next() -> UInt64 {
        if numbers.isEmpty { draw() }
        return numbers.removeLast()
    }

    private mutating func draw() {
        numbers = [UInt64](repeating: 0, count: Self.count)
        numbers.withUnsafeMutableBytes { bytes in
            if let start = bytes.baseAddress { arc4random_buf(start, bytes.count) }
        }
    }
}
