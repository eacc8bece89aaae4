import TestSupport
import Testing

@testable import BundleAnalysis

@Suite("Dividing by largest remainders")
struct ApportionmentTests {
    @Test(
        "Parts are whole, sum up, and what is left goes to the largest remainders, of equal ones to the first",
        arguments: [
            (10, [1, 1, 1], [4, 3, 3]), (11, [1, 1, 1], [4, 4, 3]), (0, [1, 2], [0, 0]), (7, [0, 3, 0], [0, 7, 0]),
            (100, [47, 16, 16, 12, 6, 3].map { $0 * 1000 }, [47, 16, 16, 12, 6, 3]),
            // 1.4, 2.2, 3.4: the one unit that is left goes to the first of the two remainders of 0.4.
            (7, [14, 22, 34], [2, 2, 3]), (5, [0, 0], [3, 2]), (-3, [1], [0]), (3, [], []),
        ] as [(Int, [UInt128], [Int])])
    func parts(total: Int, weights: [UInt128], parts: [Int]) {
        #expect(Apportionment.divide(total, by: weights) == parts)
    }

    @Test("Weights as large as there are do not overflow")
    func large() {
        #expect(Apportionment.divide(.max, by: [.max, .max, 0]) == [Int.max / 2 + 1, Int.max / 2, 0])
        #expect(Apportionment.divide(9, by: [.max, 1, .max]) == [5, 0, 4])
        #expect(Apportionment.divide(.max, by: [1]) == [.max])
    }

    @Test(
        "A sum above the file is scaled down to it, one below is left as it is, and nothing is negative",
        arguments: [
            ([60, 40], 50, [30, 20]), ([30, 20], 50, [30, 20]), ([30, 10], 50, [30, 10]), ([-5, 60], 50, [0, 50]),
            ([-5, 6], 50, [0, 6]), ([1, 1, 1], 2, [1, 1, 0]), ([.max, .max], 3, [2, 1]), ([4], -1, [0]), ([], 9, []),
        ] as [([Int], Int, [Int])])
    func fit(bytes: [Int], limit: Int, parts: [Int]) {
        #expect(Apportionment.fit(bytes, into: limit) == parts)
    }

    @Test("Random weights: the sum is exact, and no part is a whole unit from what it should be")
    func random() {
        var random = SeededGenerator(seed: 71)
        for _ in 0..<500 {
            let weights = (0..<Int.random(in: 1...40, using: &random)).map { _ in
                UInt128(UInt64.random(in: 0...1_000_000, using: &random))
            }
            let total = Int.random(in: 0...10_000_000, using: &random)
            let parts = Apportionment.divide(total, by: weights)
            #expect(parts.reduce(0, +) == total)
            let sum = weights.reduce(0, +)
            guard sum > 0 else { continue }
            for (part, weight) in zip(parts, weights) {
                #expect(abs(Double(part) - Double(total) * Double(weight) / Double(sum)) < 1)
            }
        }
    }
}
