import Domain
import Testing

@testable import Server

@Suite("A log budget")
struct LogBudgetTests {
    private static func at(_ milliseconds: Int64) -> Timestamp { Timestamp(milliseconds: milliseconds) }

    @Test("It allows a burst of lines and one a second after that, and the next line says how many were left out")
    func bounded() {
        var budget = LogBudget(burst: 3, pause: .seconds(1))
        let first = (0..<10).map { _ in budget.admit(at: Self.at(0)) }
        #expect(first == [0, 0, 0, nil, nil, nil, nil, nil, nil, nil])
        #expect(budget.admit(at: Self.at(999)) == nil)
        #expect(budget.admit(at: Self.at(1_000)) == 8)
        #expect(budget.admit(at: Self.at(1_500)) == nil)
        #expect(budget.admit(at: Self.at(2_000)) == 1)
        let later = (0..<4).map { _ in budget.admit(at: Self.at(1_000_000)) }
        #expect(later == [0, 0, 0, nil])
    }

    @Test("A clock that goes back does not block it")
    func clock() {
        var budget = LogBudget(burst: 1, pause: .seconds(1))
        #expect(budget.admit(at: Self.at(10_000)) == 0)
        #expect(budget.admit(at: Self.at(5_000)) == nil)
        #expect(budget.admit(at: Self.at(11_000)) == 1)
    }
}
