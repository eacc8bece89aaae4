import Domain
import Testing

@testable import Delivery

@Suite("A rate limit")
struct RateBucketTests {
    private let start = Timestamp(milliseconds: 1_700_000_000_000)

    @Test(
        "The bucket holds a tenth of a second's worth, and at least one start",
        arguments: [(1, 1), (10, 1), (20, 2), (1_000, 100)])
    func burst(rate: Int, most: Int) {
        var bucket = RateBucket(rate: Double(rate), at: start)
        let first = taken(from: &bucket, at: start)
        let later = taken(from: &bucket, at: start + .seconds(3600))
        #expect(first == most && later == most)
    }

    @Test("The next start is available at the time given, and not before", arguments: [1, 3, 7, 60, 999, 10_000])
    func next(rate: Int) throws {
        var bucket = RateBucket(rate: Double(rate), at: start)
        _ = taken(from: &bucket, at: start)
        let next = try #require(bucket.next(after: start))
        #expect((1...Int64((1000 / Double(rate)).rounded(.up))).contains((next - start).milliseconds))
        let early = taken(from: &bucket, at: next - .milliseconds(1))
        let inTime = taken(from: &bucket, at: next)
        #expect(early == 0 && inTime >= 1)
    }

    @Test("The rate is never exceeded, and is used up by callers that return on time", arguments: [1, 7, 60, 250, 999])
    func overAMinute(rate: Int) throws {
        var bucket = RateBucket(rate: Double(rate), at: start)
        var now = start
        var total = 0
        while now < start + .seconds(60) {
            total += taken(from: &bucket, at: now)
            now = try #require(bucket.next(after: now))
        }
        #expect(total <= 60 * rate + max(1, rate / 10))
        #expect(Double(total) >= 0.98 * Double(60 * rate))
    }

    @Test("A shared bucket begins empty, fills at its part of the rate, and starts nothing without one")
    func shared() {
        var bucket = RateBucket(rate: 2, isFull: false, at: start)
        #expect(bucket.next(after: start) == start + .milliseconds(500))
        bucket.change(to: 0.5, at: start + .milliseconds(250))
        #expect(bucket.next(after: start) == start + .milliseconds(1_250))
        bucket.change(to: 0, at: start + .milliseconds(250))
        let later = bucket.take(at: start + .seconds(3600))
        #expect(bucket.next(after: start) == nil && !later)
    }

    @Test("Setting the clock back gives nothing away")
    func clockSetBack() {
        var bucket = RateBucket(rate: 1, at: start)
        let taken = [0.0, -60, 1].map { bucket.take(at: start + .seconds($0)) }
        #expect(taken == [true, false, true])
    }

    private func taken(from bucket: inout RateBucket, at now: Timestamp) -> Int {
        var count = 0
        while bucket.take(at: now) { count += 1 }
        return count
    }
}
