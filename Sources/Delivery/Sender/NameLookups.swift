import Domain
import NIOCore

/// Tracks which names are being looked up and who waits for them: decides when a lookup starts, caches results briefly,
/// and makes sure that a name that hangs holds one thread and delays no other name.
///
/// Threads are shared among the owners of webhooks, as places for exchanges are (`Places`): however many hanging names
/// one project or application has, some threads are left for the others.
///
/// A `Name` is whatever one lookup asks for: a host name and a family.
struct NameLookups<Name: Hashable, Waiter: Hashable> {
    typealias Addresses = [IPAddress]

    enum Decision: Equatable {
        case answer(Addresses)
        /// Run it on a new thread now.
        case start
        /// It is already running or waiting for a thread.
        case wait
        /// It has been stuck for longer than anyone waits.
        case stuck
        /// Too many names wait for a thread.
        case refuse
    }

    private struct Running {
        var since: NIODeadline
        /// The owner whose share the thread counts against: the one that asked first, whoever else waits.
        var owner: WebhookOwner
        var waiters: Set<Waiter>
        var isStuck = false
    }

    private struct Answer {
        var addresses: Addresses
        var until: NIODeadline
    }

    private let limits: LookupLimits
    private var running: [Name: Running] = [:]
    private var queue = LookupQueue<Name, Waiter>()
    /// All threads, and those whose lookups are not stuck.
    private var threads: Places
    private var freshThreads: Places
    private var answers: [Name: Answer] = [:]

    init(limits: LookupLimits) {
        self.limits = limits
        threads = Places(total: limits.allThreads)
        freshThreads = Places(total: limits.threads)
    }

    var hasQueued: Bool { queue.count > 0 }

    mutating func request(
        _ name: Name, webhook: Int64, owner: WebhookOwner, waiter: Waiter, now: NIODeadline
    ) -> Decision {
        if let answer = answers[name], answer.until > now { return .answer(answer.addresses) }
        if let lookup = running[name] {
            guard now - lookup.since < TimeAmount(limits.timeout) else { return .stuck }
            running[name]?.waiters.insert(waiter)
            return .wait
        }
        findStuck(now)
        if !queue.hasLine(of: owner), mayStart(owner) {
            // Others may be waiting for it whose owners have no thread to spare.
            start(name, for: owner, queue.take(name).union([waiter]), now)
            return .start
        }
        guard queue.contains(name) || queue.count < limits.queued else { return .refuse }
        queue.append(waiter, for: name, webhook: webhook, owner: owner)
        return .wait
    }

    /// How long a lookup has been running; nil if it is not.
    func age(of name: Name, now: NIODeadline) -> TimeAmount? { running[name].map { now - $0.since } }

    /// Removes a waiter.
    mutating func forget(_ waiter: Waiter, name: Name) {
        running[name]?.waiters.remove(waiter)
        queue.forget(waiter, name: name)
    }

    /// Ends a lookup; `addresses` is nil if it found nothing.
    mutating func finished(_ name: Name, addresses: Addresses?, now: NIODeadline) -> Set<Waiter> {
        if let addresses { keep(addresses, of: name, now: now) }
        guard let lookup = running.removeValue(forKey: name) else { return [] }
        threads.giveBack(lookup.owner)
        if !lookup.isStuck { freshThreads.giveBack(lookup.owner) }
        return lookup.waiters
    }

    /// The next name whose lookup may start; call until it returns nil.
    mutating func next(now: NIODeadline) -> Name? {
        findStuck(now)
        guard hasQueued else { return nil }
        let held = running.values.reduce(into: [:]) { $0[$1.owner, default: 0] += 1 }
        guard let owner = queue.first(where: mayStart, weight: { held[$0] ?? 0 }),
            let (name, waiters) = queue.popFirst(of: owner)
        else { return nil }
        start(name, for: owner, waiters, now)
        return name
    }

    private mutating func start(_ name: Name, for owner: WebhookOwner, _ waiters: Set<Waiter>, _ now: NIODeadline) {
        running[name] = Running(since: now, owner: owner, waiters: waiters)
        threads.take(owner)
        freshThreads.take(owner)
    }

    private func mayStart(_ owner: WebhookOwner) -> Bool {
        threads.mayTake(owner, isIdle: false) && freshThreads.mayTake(owner, isIdle: false)
    }

    private mutating func findStuck(_ now: NIODeadline) {
        for (name, lookup) in running where !lookup.isStuck && now - lookup.since >= TimeAmount(limits.stuckAfter) {
            running[name]?.isStuck = true
            freshThreads.giveBack(lookup.owner)
        }
    }

    /// Caches a result; an empty one as well.
    mutating func keep(_ addresses: Addresses, of name: Name, now: NIODeadline) {
        guard limits.cached > .zero else { return }
        if answers.count >= limits.cachedNames {
            answers = answers.filter { $0.value.until > now }
            if answers.count >= limits.cachedNames, let any = answers.keys.first { answers[any] = nil }
        }
        answers[name] = Answer(addresses: addresses, until: now + TimeAmount(limits.cached))
    }
}
