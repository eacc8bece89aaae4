import Foundation
import StoreSupport
import Testing

@testable import perfsee

@Suite("The file descriptor budget", .sameOnEveryStore)
struct FileBudgetTests {
    @Test(
        "It stays below the limit with everything that it allows at once",
        arguments: [256, 300, 512, 1_024, 4_096, 20_000, 1 << 30])
    func below(_ limit: Int) throws {
        for eventLoops in [1, 2, 8, 64] where limit >= 256 + 3 * max(0, eventLoops - 8) {
            let budget = try FileBudget(limit: limit, eventLoops: eventLoops)
            let all =
                FileBudget.own + FileBudget.ofEventLoop * eventLoops + budget.accepted + budget.overlap
                + budget.outgoing + 2 * budget.lookups + budget.uploads
            #expect(all <= limit)
            #expect(budget.accepted >= 50 && budget.outgoing >= 25 && budget.lookups >= 8 && budget.uploads >= 8)
        }
    }

    @Test("It allows at most 4,096 incoming and 1,024 outgoing connections, and all of them at 8,192 descriptors")
    func most() throws {
        for limit in [8_192, 65_536] {
            let budget = try FileBudget(limit: limit, eventLoops: 8)
            #expect(budget.accepted == 4_096 && budget.outgoing == 1_024)
        }
    }

    @Test(
        "It needs at least 256, and three more for each core beyond eight",
        arguments: [(0, 2), (20, 2), (255, 8), (258, 9)])
    func tooFew(_ limit: Int, _ eventLoops: Int) {
        #expect(throws: CommandFailure.self) { try FileBudget(limit: limit, eventLoops: eventLoops) }
    }
}
