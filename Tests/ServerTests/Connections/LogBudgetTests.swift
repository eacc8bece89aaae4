import Domain
import Testing

@testable import Server

@Suite("A log that strangers fill")
struct LogBudgetTests {
    private static func at(_ milliseconds: Int64) -> Timestamp { Timestamp(milliseconds: milliseconds) }

    @Test("has so many lines at once and one a second after that, the next of which says how many were left out")
    func bounded() {
        var budget = LogBudget(burst: 3, pause: 1_000)
        let first = (0..<10).map { _ in budget.admit(at: Self.at(0)) }
        #expect(first == [0, 0, 0, nil, nil, nil, nil, nil, nil, nil])
        #expect(budget.admit(at: Self.at(999)) == nil)
        #expect(budget.admit(at: Self.at(1_000)) == 8)
        #expect(budget.admit(at: Self.at(1_500)) == nil)
        #expect(budget.admit(at: Self.at(2_000)) == 1)
        let later = (0..<4).map { _ in budget.admit(at: Self.at(1_000_000)) }
        #expect(later == [0, 0, 0, nil])
    }

    @Test("is not held up by a clock that goes back")
    func clock() {
        var budget = LogBudget(burst: 1, pause: 1_000)
        #expect(budget.admit(at: Self.at(10_000)) == 0)
        #expect(budget.admit(at: Self.at(5_000)) == nil)
        #expect(budget.admit(at: Self.at(11_000)) == 1)
    }
}
