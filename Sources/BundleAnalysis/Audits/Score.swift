import Foundation

enum Rounding {
    /// Rounds halves up, toward positive infinity.
    static func halfUp(_ value: Double) -> Int { Int((value + 0.5).rounded(.down)) }
}

/// Turns results into the numbers by which builds are compared.
enum Score {
    /// The weighted mean of the values, 0 to 100; 0 if no result has a value and a weight.
    static func entryPoint(_ results: [AuditResult]) -> Int {
        var (points, weights) = (0.0, 0.0)
        for result in results {
            guard let value = result.numericScore?.value, result.weight > 0 else { continue }
            points += value * result.weight
            weights += result.weight
        }
        return weights > 0 ? Rounding.halfUp(100 * points / weights) : 0
    }

    /// The mean of the entry points' scores, at most 100; 0 without any.
    static func build(_ entryPoints: [Int]) -> Int {
        guard !entryPoints.isEmpty else { return 0 }
        return min(100, Rounding.halfUp(Double(entryPoints.reduce(0, +)) / Double(entryPoints.count)))
    }
}
