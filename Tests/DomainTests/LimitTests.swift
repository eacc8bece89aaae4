import Domain
import Testing

@Suite("Slugs and schedules")
struct LimitTests {
    @Test("A slug is accepted", arguments: ["abc", "a-b_c", "0a0", "---", String(repeating: "a", count: 100)])
    func slug(_ slug: String) {
        #expect(Project.isValid(slug: slug))
    }

    @Test(
        "A slug is refused",
        arguments: ["", "ab", "123", "Abc", "a b", "a.b", "a/b", "äbc", "ab\n", String(repeating: "a", count: 101)])
    func badSlug(_ slug: String) {
        #expect(!Project.isValid(slug: slug))
    }

    @Test("A schedule has at most 20 waits of 1...604,800 seconds that sum to at most 30 days")
    func schedules() {
        func schedule(_ waits: [Int]) -> RetrySchedule? { RetrySchedule(waits.map { .seconds($0) }) }
        #expect(schedule([])?.attempts == 1)
        #expect(schedule([1, 604_800])?.attempts == 3)
        #expect(schedule(Array(repeating: 1, count: 20)) != nil)
        #expect(schedule(Array(repeating: 1, count: 21)) == nil)
        #expect(schedule([0]) == nil)
        #expect(schedule([-1]) == nil)
        #expect(schedule([604_801]) == nil)
        #expect(schedule([604_800, 604_800, 604_800, 604_800, 172_800]) != nil)
        #expect(schedule([604_800, 604_800, 604_800, 604_800, 172_801]) == nil)
        #expect(schedule([.max, .max]) == nil)
    }

    @Test("The standard schedule is within the limits and makes ten attempts in about three days")
    func standard() {
        #expect(RetrySchedule(RetrySchedule.standard.waits) == .standard)
        #expect(RetrySchedule.standard.attempts == 10)
        #expect(RetrySchedule.standard.waits.reduce(.zero, +) == .seconds(272_105))
    }

    @Test("There is no wait outside the schedule", arguments: [-1, 0, 10, .max])
    func outside(place: Int) {
        #expect(RetrySchedule.standard.wait(afterAttempt: place, jitter: 0) == nil)
    }
}
