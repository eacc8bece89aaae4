import Domain
import Storage
import Testing

@testable import Delivery

@Suite("Batching results")
struct ResultBatchTests {
    private func result(_ number: Int) -> AttemptResult {
        let start = WebhookQueueFixture.start
        let attempt = Attempt(
            number: 1, startTime: start, endTime: start, reason: nil, messages: [],
            request: Attempt.Request(url: "https://hooks.example.com/", headers: []), response: nil,
            timings: Attempt.Timings(total: 1))
        let lease = Lease(delivery: DeliveryID(high: 0, low: UInt64(number)), token: 1)
        return AttemptResult(lease: lease, webhook: 1, attempt: attempt, next: .delivered)
    }

    @Test("The first task writes, for all that arrive in the meantime, until nothing waits")
    func oneWrites() throws {
        let batch = ResultBatch()
        #expect(batch.add(result(1)) == .write)
        #expect(batch.next() == [result(1)])
        #expect(batch.add(result(2)) == .taken && batch.add(result(3)) == .taken)
        #expect(batch.next() == [result(2), result(3)])
        #expect(batch.next() == nil)
        #expect(batch.add(result(4)) == .write)
    }

    @Test("No more results wait than there is room for, and no more are written at once than may share a commit")
    func limits() throws {
        let batch = ResultBatch()
        let admissions = (1...ResultBatch.mostWaiting).map { batch.add(result($0)) }
        #expect(admissions.dropFirst().allSatisfy { $0 == .taken })
        #expect(batch.add(result(0)) == .full)
        #expect(batch.next() == (1...ResultBatch.mostAtOnce).map(result))
        #expect(batch.add(result(0)) == .taken)
    }
}
