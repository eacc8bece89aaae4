import Domain
import Storage
import Synchronization

/// How much this node may still accept in each project. It is taken ahead, in portions, from the count that all nodes
/// share, so that neither several nodes nor several batches of one node wait for each other's commits.
///
/// A portion counts as used once it is taken: what a node has left when it stops is lost to the project for that day.
final class EventPortions: Sendable {
    /// Beyond this many projects, the portions of earlier days are dropped.
    static let maximumPortions = 1_000

    /// The usage of each entry is what is left.
    private let portions = Mutex<[Project.Number: CountedDay]>([:])

    /// Takes what the event needs from what is left; returns false if that is too little.
    func use(_ job: AcceptJob) -> Bool {
        guard let (project, quota) = job.event.counted else { return true }
        return portions.withLock { portions in
            guard let portion = portions[project], portion.day >= job.now.day,
                quota.covers(job.event.usage, with: portion.usage)
            else { return false }
            portions[project]?.usage = portion.usage - job.event.usage
            return true
        }
    }

    /// What is left of the day's portion.
    func left(of project: Project.Number, on day: Int64) -> EventUsage {
        portions.withLock { portions in
            portions[project].flatMap { $0.day == day ? $0.usage : nil } ?? .none
        }
    }

    /// Adds what was taken, or what was not used after all.
    func add(_ more: CountedDay, to project: Project.Number) {
        portions.withLock { portions in
            if portions.count >= Self.maximumPortions { portions = portions.filter { $0.value.day >= more.day } }
            var portion = portions[project] ?? CountedDay(day: more.day, usage: .none)
            portion.begin(more.day)
            if portion.day == more.day { portion.usage = portion.usage + more.usage }
            portions[project] = portion
        }
    }

    func giveBack(_ job: AcceptJob) {
        guard let project = job.event.counted?.project else { return }
        add(CountedDay(day: job.now.day, usage: job.event.usage), to: project)
    }
}

extension EventQuota {
    /// The fraction of a quota to take ahead, as a divisor.
    static let portions: Int64 = 256
    /// The largest fraction of the rest to take ahead, as a divisor: near the quota, events are counted one by one, so
    /// that all nodes together accept no more than the quota and hardly less.
    static let portionsOfRest: Int64 = 16

    /// Whether what is left is enough.
    func covers(_ usage: EventUsage, with left: EventUsage) -> Bool {
        (events == nil || usage.events <= left.events) && (bytes == nil || usage.bytes <= left.bytes)
    }

    /// How much a node that has some left should take ahead.
    func ahead(of usage: EventUsage, left: EventUsage) -> EventUsage {
        EventUsage(
            events: Self.ahead(of: usage.events, limit: events, left: left.events),
            bytes: Self.ahead(of: usage.bytes, limit: bytes, left: left.bytes))
    }

    private static func ahead(of used: Int64, limit: Int64?, left: Int64) -> Int64 {
        guard let limit else { return 0 }
        return max(0, min(limit / portions, (limit - used) / portionsOfRest) - max(0, left))
    }
}
