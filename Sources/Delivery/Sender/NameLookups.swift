import Domain
import NIOCore

/// Which names are being looked up and who waits for them: decides when a look-up starts, keeps answers for a short
/// time, and sees to it that a name which hangs holds one thread and delays no other.
struct NameLookups<Waiter: Hashable> {
    typealias Addresses = [IPAddress]

    enum Decision: Equatable {
        case answer(Addresses)
        /// To be run on a thread of its own now.
        case start
        /// It runs already, or waits for a thread.
        case wait
        /// It has hung for longer than anyone waits.
        case stuck
        /// Too many names wait for a thread.
        case refuse
    }

    private struct Running {
        var since: NIODeadline
        var waiters: Set<Waiter>
    }

    private struct Answer {
        var addresses: Addresses
        var until: NIODeadline
    }

    private let limits: LookupLimits
    private var running: [String: Running] = [:]
    private var queued: [String: Set<Waiter>] = [:]
    private var queue = FairQueue<String>()
    private var answers: [String: Answer] = [:]

    init(limits: LookupLimits) {
        self.limits = limits
    }

    var hasQueued: Bool { queue.count > 0 }

    mutating func request(_ name: String, webhook: Int64, waiter: Waiter, now: NIODeadline) -> Decision {
        if let answer = answers[name], answer.until > now { return .answer(answer.addresses) }
        if let lookup = running[name] {
            guard now - lookup.since < limits.timeout else { return .stuck }
            running[name]?.waiters.insert(waiter)
            return .wait
        }
        if queued[name]?.insert(waiter) != nil { return .wait }
        if queue.count == 0, mayStart(now) {
            running[name] = Running(since: now, waiters: [waiter])
            return .start
        }
        guard queue.count < limits.queued else { return .refuse }
        queued[name] = [waiter]
        queue.append(name, webhook: webhook)
        return .wait
    }

    /// One waits no longer.
    mutating func forget(_ waiter: Waiter, name: String) {
        running[name]?.waiters.remove(waiter)
        queued[name]?.remove(waiter)
    }

    /// A look-up ended; `addresses` is nil where it found nothing.
    mutating func finished(_ name: String, addresses: Addresses?, now: NIODeadline) -> Set<Waiter> {
        if let addresses { keep(addresses, of: name, now: now) }
        return running.removeValue(forKey: name)?.waiters ?? []
    }

    /// The next name whose look-up may start; to be asked for until it is nil.
    mutating func next(now: NIODeadline) -> String? {
        while mayStart(now), let name = queue.popFirst() {
            // Whoever asked may have given up.
            guard let waiters = queued.removeValue(forKey: name), !waiters.isEmpty else { continue }
            running[name] = Running(since: now, waiters: waiters)
            return name
        }
        return nil
    }

    private func mayStart(_ now: NIODeadline) -> Bool {
        guard running.count < limits.allThreads else { return false }
        if running.count < limits.threads { return true }
        return running.values.count { now - $0.since < limits.stuckAfter } < limits.threads
    }

    private mutating func keep(_ addresses: Addresses, of name: String, now: NIODeadline) {
        guard limits.cached > .zero else { return }
        if answers.count >= limits.cachedNames {
            answers = answers.filter { $0.value.until > now }
            if answers.count >= limits.cachedNames, let any = answers.keys.first { answers[any] = nil }
        }
        answers[name] = Answer(addresses: addresses, until: now + limits.cached)
    }
}
