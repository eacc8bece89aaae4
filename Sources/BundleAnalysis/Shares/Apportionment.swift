/// Divides a whole number among owners by the method of largest remainders.
///
/// Each owner gets the floor of its exact part; the units that are left go to the largest remainders, and of equal ones
/// to the lowest index. So the parts are whole numbers, and their sum is exactly what was divided.
package enum Apportionment {
    /// How `total` is divided in proportion to `weights`: one part for each weight, in their order.
    ///
    /// The arithmetic is exact as long as `total` times the sum of the weights fits into 127 bits; larger weights lose
    /// their lowest bits. If all weights are 0, they count as equal. A negative total is divided as 0.
    package static func divide(_ total: Int, by weights: [UInt128]) -> [Int] {
        guard !weights.isEmpty else { return [] }
        let total = UInt128(max(total, 0))
        let weights = scaled(weights, for: total)
        let sum = weights.reduce(0, +)
        var parts = weights.map { Int($0 * total / sum) }
        let rest = Int(total) - parts.reduce(0, +)
        guard rest > 0 else { return parts }
        for index in largestRemainders(rest, weights.map { $0 * total % sum }) { parts[index] += 1 }
        return parts
    }

    /// Scales numbers of bytes down so that their sum is `limit` if it is more; negative ones count as 0.
    package static func fit(_ bytes: [Int], into limit: Int) -> [Int] {
        let weights = bytes.map { UInt128(max($0, 0)) }
        guard weights.reduce(0, +) > UInt128(max(limit, 0)) else { return bytes.map { max($0, 0) } }
        return divide(limit, by: weights)
    }

    /// Weights whose sum, multiplied by `total`, does not overflow, and is not 0.
    private static func scaled(_ weights: [UInt128], for total: UInt128) -> [UInt128] {
        let countBits = Int.bitWidth - weights.count.leadingZeroBitCount
        let totalBits = UInt128.bitWidth - total.leadingZeroBitCount
        let widest = UInt128.bitWidth - (weights.max() ?? 0).leadingZeroBitCount
        let excess = widest + countBits + totalBits - (UInt128.bitWidth - 1)
        let scaled = excess > 0 ? weights.map { $0 >> UInt128(excess) } : weights
        return scaled.contains { $0 > 0 } ? scaled : [UInt128](repeating: 1, count: weights.count)
    }

    private static func largestRemainders(_ count: Int, _ remainders: [UInt128]) -> ArraySlice<Int> {
        let order = remainders.indices.sorted { one, other in
            remainders[one] != remainders[other] ? remainders[one] > remainders[other] : one < other
        }
        return order.prefix(count)
    }
}
