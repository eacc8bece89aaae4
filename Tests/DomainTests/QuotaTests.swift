import Domain
import Testing

@Suite("Quotas and the disk floor")
struct QuotaTests {
    @Test("A day is a UTC day, also before 1970, and never ends too early")
    func days() {
        #expect(Timestamp(milliseconds: 0).day == 0)
        #expect(Timestamp(milliseconds: 86_399_999).day == 0)
        #expect(Timestamp(milliseconds: 86_400_000).day == 1)
        #expect(Timestamp(milliseconds: -1).day == -1)
        #expect(Timestamp(milliseconds: -86_400_000).day == -1)
        #expect(Timestamp(milliseconds: 86_400_000).untilNextDay == .days(1))
        #expect(Timestamp(milliseconds: 86_399_999).untilNextDay.wholeSeconds == 1)
        #expect(Timestamp(milliseconds: 86_398_001).untilNextDay.wholeSeconds == 2)
        #expect(Timestamp(day: -1) == Timestamp(milliseconds: -86_400_000))
    }

    @Test("A quota lowered below the current usage refuses, and no quota refuses nothing")
    func lowered() {
        let now = Timestamp(milliseconds: 0)
        let used = EventUsage(events: 10, bytes: 10)
        let one = EventUsage(events: 1, bytes: 1)
        #expect(EventQuota(events: 5).breach(adding: one, to: used, at: now)?.kind == .events)
        #expect(EventQuota(bytes: 5).breach(adding: one, to: used, at: now)?.kind == .eventBytes)
        #expect(EventQuota().breach(adding: one, to: used, at: now) == nil && EventQuota().isUnlimited)
        #expect(QuotaBreach.artifact(1, beside: 90, quota: 50) != nil)
        #expect(QuotaBreach.artifact(1, beside: 90, quota: nil) == nil)
        #expect(QuotaBreach.artifact(0, beside: 90, quota: 90) == nil)
    }

    @Test("The floor is the lesser of 1 GiB and a twentieth of the disk, unless it is set")
    func floor() {
        let large = DiskSpace(free: 2 << 30, total: 100 << 30)
        #expect(DiskFloor.standard.leaves(room: large, for: 1 << 30))
        #expect(!DiskFloor.standard.leaves(room: large, for: (1 << 30) + 1))
        let small = DiskSpace(free: 10 << 20, total: 100 << 20)
        #expect(DiskFloor.standard.leaves(room: small, for: 5 << 20))
        #expect(!DiskFloor.standard.leaves(room: small, for: (5 << 20) + 1))
        #expect(!DiskFloor.bytes(11 << 20).leaves(room: small, for: 0))
        #expect(DiskFloor.bytes(0).leaves(room: DiskSpace(free: 0, total: 1), for: 1 << 40))
        #expect(DiskFloor.standard.leaves(room: nil, for: 1 << 40))
    }
}
