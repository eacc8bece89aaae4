import Domain
import Testing

@Suite("The next state of a delivery")
struct DeliveryNextTests {
    let now = Timestamp(milliseconds: 1_700_000_000_000)

    func next(
        status: Int? = 500, retryAfter: Double? = nil, scheduleIndex: Int = 1, jitter: Double = 0,
        schedule: RetrySchedule = .standard, age: Duration = .zero
    ) -> Delivery.Next {
        let outcome = Delivery.Outcome.failed(
            status == nil ? .timeout : .status, status: status, retryAfter: retryAfter.map { now + .seconds($0) })
        return Delivery.next(
            after: outcome, scheduleIndex: scheduleIndex, schedule: schedule, firstAttempt: now - age, now: now,
            jitter: jitter)
    }

    func due(_ seconds: Double) -> Delivery.Next { .pending(due: now + .seconds(seconds)) }

    @Test("A success is delivered, anywhere in the schedule")
    func taken() {
        for scheduleIndex in [1, 5, 10, 99] {
            let next = Delivery.next(
                after: .taken, scheduleIndex: scheduleIndex, schedule: .standard, firstAttempt: now, now: now, jitter: 1
            )
            #expect(next == .delivered)
        }
    }

    @Test(
        "A failure waits as long as the schedule says",
        arguments: zip(1...9, [5.0, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]))
    func schedule(scheduleIndex: Int, seconds: Double) {
        #expect(next(scheduleIndex: scheduleIndex) == due(seconds))
        #expect(next(status: nil, scheduleIndex: scheduleIndex) == due(seconds))
        #expect(next(scheduleIndex: scheduleIndex, jitter: 1) == due(seconds * 1.2))
        #expect(next(scheduleIndex: scheduleIndex, jitter: -1) == due(seconds * 0.8))
    }

    @Test("Jitter is clamped to 20%")
    func jitter() {
        #expect(next(jitter: 7) == due(6))
        #expect(next(jitter: -7) == due(4))
    }

    @Test("The tenth failure is the last, and so is the first with an empty schedule")
    func usedUp() throws {
        #expect(next(scheduleIndex: 10) == .failed)
        #expect(next(scheduleIndex: 11) == .failed)
        #expect(next(schedule: try #require(RetrySchedule([]))) == .failed)
        #expect(next(status: 429, retryAfter: 60, scheduleIndex: 10, age: .hours(24)) == .failed)
    }

    @Test("A 410 is gone at any scheduleIndex")
    func gone() {
        for scheduleIndex in [1, 10, 11] { #expect(next(status: 410, scheduleIndex: scheduleIndex) == .gone) }
        #expect(next(status: 410, retryAfter: 60) == .gone)
    }

    func putOff(_ seconds: Double) -> Delivery.Next { .pending(due: now + .seconds(seconds), usesStep: false) }

    @Test(
        "Retry-After on 429 and 503 says when to try again, within a day, and uses up no step", arguments: [429, 503])
    func retryAfter(status: Int) throws {
        #expect(next(status: status, retryAfter: 60) == putOff(60))
        #expect(next(status: status, retryAfter: 2) == putOff(2))
        #expect(next(status: status, retryAfter: 0.5, scheduleIndex: 10) == putOff(0.5))
        #expect(next(status: status, retryAfter: 60, schedule: try #require(RetrySchedule([]))) == putOff(60))
        #expect(next(status: status, retryAfter: -60) == due(5), "a past one is ignored")
        #expect(next(status: status, retryAfter: 0) == due(5))
        #expect(next(status: status, retryAfter: 86_400) == putOff(86_400))
        #expect(next(status: status, retryAfter: 86_401) == putOff(86_400))
    }

    @Test("A day after the first attempt, it uses up steps, and only delays the next attempt", arguments: [429, 503])
    func outOfPatience(status: Int) {
        let day = Duration.hours(24)
        #expect(next(status: status, retryAfter: 60, age: day - .milliseconds(1)) == putOff(60))
        #expect(next(status: status, retryAfter: 60, age: day) == due(60))
        #expect(next(status: status, retryAfter: 2, age: day) == due(5), "the schedule's time is later")
        #expect(next(status: status, retryAfter: 60, scheduleIndex: 9, jitter: 1, age: day) == due(103_680))
    }

    @Test("Retry-After on any other status is ignored", arguments: [301, 404, 500, 502])
    func otherStatus(status: Int) {
        #expect(next(status: status, retryAfter: 60) == due(5))
    }
}
