import Foundation

/// Random numbers out of the system's own source, drawn many at a time: each draw is a call into the kernel, which is
/// dear for something that is needed for every delivery.
struct RandomReserve: RandomNumberGenerator {
    /// How many numbers are drawn at once.
    private static let count = 128

    private var numbers: [UInt64] = []

    mutating func next() -> UInt64 {
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
