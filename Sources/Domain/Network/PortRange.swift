/// Consecutive ports, or a single one.
package struct PortRange: Hashable, Sendable {
    package let ports: ClosedRange<Int>

    /// Why a range could not be parsed.
    package enum Invalid: Error, Hashable {
        /// The text is neither a port from 1 to 65535 nor two of them in ascending order.
        case notAPort(String)
    }

    package init(_ ports: ClosedRange<Int>) {
        self.ports = ports
    }

    /// Reads `6379` or `5000-5010`.
    package init(parsing text: String) throws(Invalid) {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), maxSplits: 1, omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Self.port(String(decoding: $0, as: UTF8.self)) }
        guard numbers.count == parts.count, let first = numbers.first, let last = numbers.last, first <= last else {
            throw .notAPort(text)
        }
        self.init(first...last)
    }

    package func contains(_ port: Int) -> Bool { ports.contains(port) }

    private static func port(_ text: String) -> Int? {
        guard text.isDigits, let port = Int(text), (1...65_535).contains(port) else { return nil }
        return port
    }
}

extension PortRange: CustomStringConvertible {
    package var description: String {
        ports.count == 1 ? "\(ports.lowerBound)" : "\(ports.lowerBound)-\(ports.upperBound)"
    }
}
