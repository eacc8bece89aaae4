import Foundation
import Synchronization

/// The number of receipts, and how long each was on its way.
final class NIOLockedReceiptCounter: Sendable {
    private struct State {
        var count = 0
        var nanoseconds: [Int64] = []
    }

    private static let marker = Array(#""sentAt":"#.utf8)
    private let state = Mutex(State())

    func add(_ body: [UInt8], now: Int64) {
        let sentAt = Self.sentAt(in: body)
        state.withLock { state in
            state.count += 1
            if let sentAt { state.nanoseconds.append(now - sentAt) }
        }
    }

    func reset() -> String {
        state.withLock { $0 = State() }
        return "{}"
    }

    func summary() -> String {
        state.withLock { state in
            let sorted = state.nanoseconds.sorted()
            return """
                {"count":\(state.count),"p50":\(Self.quantile(0.5, of: sorted)),"p99":\(Self.quantile(0.99, of: sorted))}
                """
        }
    }

    /// In milliseconds.
    private static func quantile(_ part: Double, of sorted: [Int64]) -> Double {
        guard !sorted.isEmpty else { return 0 }
        return Double(sorted[min(sorted.count - 1, Int(Double(sorted.count) * part))]) / 1_000_000
    }

    private static func sentAt(in body: [UInt8]) -> Int64? {
        guard body.count > 40 else { return nil }
        for start in 0..<min(64, body.count - marker.count) where body[start] == marker[0] {
            guard body[start..<start + marker.count].elementsEqual(marker) else { continue }
            var value: Int64 = 0
            for byte in body[(start + marker.count)...] {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { break }
                value = value * 10 + Int64(byte - UInt8(ascii: "0"))
            }
            return value
        }
        return nil
    }
}

/// What the receiver answers to `/stats`.
struct Receipts: Decodable {
    var count: Int
    /// Milliseconds from publishing to receipt.
    var p50: Double
    var p99: Double
}
