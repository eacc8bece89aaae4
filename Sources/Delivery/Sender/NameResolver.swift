import Domain
import Foundation
import NIOCore
import Synchronization

/// Looks up names on dedicated threads, because the system's lookup blocks: IPv4 and IPv6 addresses separately, because
/// some DNS servers never answer the question for one of them. The threads are limited in number, at most two per name,
/// and shared among the owners of webhooks.
package final class NameResolver: Sendable {
    /// A lookup that may block.
    package typealias Lookup = @Sendable (_ name: String, _ family: AddressFamily) -> LookupAnswer

    /// A waiter for a lookup, compared by identity.
    private final class Waiter: Sendable, Hashable {
        let question: LookupQuestion
        let promise: EventLoopPromise<LookupAnswer>
        /// How long the lookup had been running already.
        let age: TimeAmount

        init(_ question: LookupQuestion, age: TimeAmount, on loop: any EventLoop) {
            self.question = question
            self.age = age
            promise = loop.makePromise()
        }

        static func == (left: Waiter, right: Waiter) -> Bool { left === right }

        func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
    }

    /// One request for a name's addresses.
    ///
    /// Sendable because everything in it is touched only on its event loop.
    private final class Request: @unchecked Sendable {
        let promise: EventLoopPromise<[IPAddress]>
        let waiters: [AddressFamily: Waiter]
        var answers = FamilyAnswers()
        var isOver = false
        var timer: Scheduled<Void>?

        init(_ promise: EventLoopPromise<[IPAddress]>, waiters: [Waiter]) {
            self.promise = promise
            self.waiters = Dictionary(uniqueKeysWithValues: waiters.map { ($0.question.family, $0) })
        }
    }

    private struct State {
        var lookups: NameLookups<LookupQuestion, Waiter>
        var isChecking = false
    }

    /// The stack size of a lookup thread: the system's resolver needs little.
    private static let stackSize = 512 * 1024

    private let limits: LookupLimits
    private let lookup: Lookup
    private let state: Mutex<State>

    package init(limits: LookupLimits = LookupLimits(), lookup: @escaping Lookup = SystemLookup.addresses) {
        self.limits = limits
        self.lookup = lookup
        state = Mutex(State(lookups: NameLookups(limits: limits)))
    }

    /// The addresses of a name; fails with a `SendFailure`.
    func addresses(
        of name: String, webhook: Int64, owner: WebhookOwner, on loop: any EventLoop
    ) -> EventLoopFuture<[IPAddress]> {
        let waiters = AddressFamily.allCases.map { family in
            ask(LookupQuestion(name: name, family: family), webhook: webhook, owner: owner, on: loop)
        }
        let request = Request(loop.makePromise(), waiters: waiters)
        for waiter in waiters {
            waiter.promise.futureResult.whenComplete { result in
                let answer = result.mapError { $0 as? SendFailure ?? .failedLookup(name) }
                self.take(answer, from: waiter, for: request, on: loop)
            }
        }
        return request.promise.futureResult
    }

    // MARK: Two families

    /// On the request's event loop.
    private func take(
        _ answer: Result<LookupAnswer, SendFailure>, from waiter: Waiter, for request: Request, on loop: any EventLoop
    ) {
        guard !request.isOver else { return }
        request.answers.take(answer, for: waiter.question.family)
        switch request.answers.verdict {
        case .open: break
        case .done: end(request, name: waiter.question.name)
        case .enough(let missing):
            // Whoever comes while a lookup hangs does not wait for it again.
            let rest = TimeAmount(limits.otherFamily) - (request.waiters[missing]?.age ?? .zero)
            guard rest > .zero else { return end(request, name: waiter.question.name) }
            request.timer = loop.scheduleTask(in: rest) {
                if !request.isOver { self.end(request, name: waiter.question.name) }
            }
        }
    }

    private func end(_ request: Request, name: String) {
        request.isOver = true
        request.timer?.cancel()
        let found = kept(request.answers.found)
        state.withLock { state in
            for waiter in request.waiters.values { state.lookups.forget(waiter, name: waiter.question) }
            // A name with addresses of one family is not asked for the other time and again.
            guard !found.isEmpty else { return }
            for family in request.answers.empty {
                state.lookups.keep([], of: LookupQuestion(name: name, family: family), now: .now())
            }
        }
        // Ends the timers of those that still wait.
        for waiter in request.waiters.values { waiter.promise.fail(timeout(name)) }
        if found.isEmpty {
            request.promise.fail(request.answers.failure(of: name))
        } else {
            request.promise.succeed(found)
        }
    }

    // MARK: One family

    private func ask(
        _ question: LookupQuestion, webhook: Int64, owner: WebhookOwner, on loop: any EventLoop
    ) -> Waiter {
        let now = NIODeadline.now()
        let (waiter, decision) = state.withLock { state in
            let waiter = Waiter(question, age: state.lookups.age(of: question, now: now) ?? .zero, on: loop)
            let decision = state.lookups.request(question, webhook: webhook, owner: owner, waiter: waiter, now: now)
            return (waiter, decision)
        }
        switch decision {
        case .answer(let addresses): waiter.promise.succeed(addresses.isEmpty ? .none : .found(addresses))
        case .stuck: waiter.promise.fail(timeout(question.name))
        case .refuse: waiter.promise.fail(SendFailure.tooManyLookups)
        case .start:
            giveUpInTime(waiter, on: loop)
            run(question)
        case .wait:
            giveUpInTime(waiter, on: loop)
            // Some of the running lookups may just have been found stuck.
            startQueued()
            startOthersWhenStuck(on: loop)
        }
        return waiter
    }

    private func timeout(_ name: String) -> SendFailure {
        .slowLookup(name, limit: limits.timeout)
    }

    private func giveUpInTime(_ waiter: Waiter, on loop: any EventLoop) {
        let timer = loop.scheduleTask(in: TimeAmount(limits.timeout)) {
            self.state.withLock { $0.lookups.forget(waiter, name: waiter.question) }
            waiter.promise.fail(self.timeout(waiter.question.name))
        }
        waiter.promise.futureResult.whenComplete { _ in timer.cancel() }
    }

    /// Queued names start when running ones are found to be stuck, which no event announces.
    private func startOthersWhenStuck(on loop: any EventLoop) {
        let isDue = state.withLock { state in
            guard state.lookups.hasQueued, !state.isChecking else { return false }
            state.isChecking = true
            return true
        }
        guard isDue else { return }
        loop.scheduleTask(in: TimeAmount(limits.stuckAfter)) {
            self.state.withLock { $0.isChecking = false }
            self.startQueued()
            self.startOthersWhenStuck(on: loop)
        }
    }

    private func startQueued() {
        while let question = state.withLock({ $0.lookups.next(now: .now()) }) { run(question) }
    }

    /// Runs one lookup on a new thread, which continues with queued ones before it exits.
    private func run(_ question: LookupQuestion) {
        let thread = Thread {
            var question: LookupQuestion? = question
            while let current = question {
                question = self.finish(current, self.lookup(current.name, current.family))
            }
        }
        thread.stackSize = Self.stackSize
        thread.start()
    }

    /// A name may have thousands of addresses, and each exchange goes through all of them.
    private func kept(_ addresses: [IPAddress]) -> [IPAddress] {
        guard addresses.count > limits.addresses else { return addresses }
        var generator = SystemRandomNumberGenerator()
        return AddressChoice.choose(limits.addresses, of: addresses, using: &generator)
    }

    /// - Returns: what to look up next.
    private func finish(_ question: LookupQuestion, _ answer: LookupAnswer) -> LookupQuestion? {
        var answer = answer
        var found: [IPAddress]?
        if case .found(let addresses) = answer {
            found = addresses.isEmpty ? nil : kept(addresses)
            answer = found.map { .found($0) } ?? .none
        }
        let (waiters, next) = state.withLock { state in
            let waiters = state.lookups.finished(question, addresses: found, now: .now())
            return (waiters, state.lookups.next(now: .now()))
        }
        for waiter in waiters { waiter.promise.succeed(answer) }
        return next
    }
}
