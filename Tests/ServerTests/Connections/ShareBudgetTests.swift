import Testing

@testable import Server

@Suite("A share budget")
struct ShareBudgetTests {
    private typealias Share = ShareBudget<String>.Share

    @Test("Each gets no more than its share, and all together no more than there is")
    func limits() {
        var budget = ShareBudget<String>(total: 10)
        #expect(budget.take(4, of: [Share(key: "a", most: 6)]) == .taken)
        #expect(budget.take(3, of: [Share(key: "a", most: 6)]) == .shareUsedUp("a"))
        #expect(budget.take(6, of: [Share(key: "b", most: 6)]) == .taken)
        #expect(budget.take(1, of: [Share(key: "c", most: 6)]) == .allUsedUp)
        #expect(budget.taken == 10)
    }

    @Test("It takes from all shares or from none")
    func together() {
        var budget = ShareBudget<String>(total: 10)
        #expect(budget.take(1, of: [Share(key: "token", most: 5), Share(key: "account", most: 1)]) == .taken)
        let other = [Share(key: "other", most: 5), Share(key: "account", most: 1)]
        #expect(budget.take(1, of: other) == .shareUsedUp("account"))
        budget.give(back: 1, of: ["token", "account"])
        #expect(budget.taken == 0 && budget.count == 0)
        #expect(budget.take(5, of: [Share(key: "other", most: 5)]) == .taken)
    }

    @Test("It does not overflow, whatever is requested")
    func huge() {
        var budget = ShareBudget<String>(total: .max)
        #expect(budget.take(.max, of: [Share(key: "a", most: .max)]) == .taken)
        #expect(budget.take(.max, of: [Share(key: "a", most: .max)]) == .shareUsedUp("a"))
        #expect(budget.take(1, of: []) == .allUsedUp)
    }

    @Test("A released lease gives back what it held")
    func lease() {
        let budget = SharedBudget<String>(total: 1)
        var held: SharedBudget<String>.Answer? = budget.lease(of: [])
        guard case .refused(.allUsedUp) = budget.lease(of: []) else {
            Issue.record("more than there is")
            return
        }
        #expect(budget.taken == 1 && held != nil)
        held = nil
        #expect(budget.taken == 0)
    }
}
