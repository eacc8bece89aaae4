import Testing

@testable import SQLiteStorage

@Suite("When the log is copied into the database file")
struct CheckpointScheduleTests {
    private static let limits = CheckpointSchedule.Limits(step: 100, desired: 1_000, remainder: 20, longest: 2_000)
    private var schedule = CheckpointSchedule(limits)

    @Test("Beside the commits, once for each step, one at a time")
    mutating func beside() {
        #expect(schedule.committed(length: 99) == .none)
        #expect(schedule.committed(length: 100) == .beside)
        #expect(schedule.committed(length: 250) == .none, "one is running")
        schedule.finished(100)
        #expect(schedule.committed(length: 251) == .beside)
        schedule.finished(250)
        #expect(schedule.committed(length: 350) == .none)
        #expect(schedule.committed(length: 351) == .beside)
    }

    @Test("By a commit, once the log is long and one beside it has left little")
    mutating func now() {
        #expect(schedule.committed(length: 1_100) == .beside)
        #expect(schedule.committed(length: 1_110) == .none, "one is running")
        schedule.finished(1_100)
        #expect(schedule.committed(length: 1_120) == .now)
        schedule.copied(1_120)
        // The log began again.
        #expect(schedule.committed(length: 10) == .none)
        #expect(schedule.committed(length: 110) == .beside)
    }

    @Test("Not by a commit while much is left")
    mutating func muchIsLeft() {
        #expect(schedule.committed(length: 1_000) == .beside)
        schedule.finished(1_000)
        #expect(schedule.committed(length: 1_021) == .none)
        #expect(schedule.committed(length: 1_100) == .beside)
        schedule.finished(1_100)
        #expect(schedule.committed(length: 1_101) == .now)
    }

    @Test("By a commit, however much is left, when the log has become very long, but never while one runs beside it")
    mutating func veryLong() {
        #expect(schedule.committed(length: 1_500) == .beside)
        #expect(schedule.committed(length: 1_999) == .none)
        #expect(schedule.committed(length: 5_000) == .none)
        schedule.finished(1_500)
        #expect(schedule.committed(length: 5_001) == .now)
    }

    @Test("A log that readers keep from beginning again is not copied by every commit")
    mutating func keptByReaders() {
        #expect(schedule.committed(length: 1_000) == .beside)
        schedule.finished(1_000)
        #expect(schedule.committed(length: 1_010) == .now)
        schedule.copied(1_010)
        #expect(schedule.committed(length: 1_020) == .none)
        #expect(schedule.committed(length: 1_030) == .now)
    }

    @Test("A checkpoint that failed is tried again after another step")
    mutating func failed() {
        #expect(schedule.committed(length: 100) == .beside)
        schedule.finished(nil)
        #expect(schedule.committed(length: 199) == .none)
        #expect(schedule.committed(length: 200) == .beside)
    }

    @Test("What a checkpoint copied of a log that has begun again since is not taken for the new one")
    mutating func staleCount() {
        #expect(schedule.committed(length: 1_000) == .beside)
        #expect(schedule.committed(length: 5) == .none)
        schedule.finished(1_000)
        #expect(schedule.committed(length: 105) == .beside)
    }

    @Test("None begins after the end")
    mutating func end() {
        schedule.end()
        #expect(schedule.committed(length: 5_000) == .none)
    }
}
