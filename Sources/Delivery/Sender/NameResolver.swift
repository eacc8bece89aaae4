package import Domain
import Foundation
import NIOCore
import Synchronization

/// Looks up names on dedicated threads, because the system's lookup blocks. The threads are limited in number, at most
/// one per name, and shared among the owners of webhooks.
package final class NameResolver: Sendable {
    /// A lookup that may block: the addresses of a name, or nil if it has none.
    package typealias Lookup = @Sendable (_ name: String) -> [IPAddress]?

    /// A waiter for a name, compared by identity.
    private final class Waiter: Sendable, Hashable {
        let promise: EventLoopPromise<[IPAddress]>

        init(_ promise: EventLoopPromise<[IPAddress]>) {
            self.promise = promise
        }

        static func == (left: Waiter, right: Waiter) -> Bool { left === right }

        func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
    }

    private struct State {
        var lookups: NameLookups<Waiter>
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
        let promise = loop.makePromise(of: [IPAddress].self)
        let waiter = Waiter(promise)
        let decision = state.withLock {
            $0.lookups.request(name, webhook: webhook, owner: owner, waiter: waiter, now: .now())
        }
        switch decision {
        case .answer(let addresses): promise.succeed(addresses)
        case .stuck: promise.fail(timeout(name))
        case .refuse: promise.fail(SendFailure.tooManyLookups)
        case .start:
            giveUpInTime(waiter, name: name, on: loop)
            run(name)
        case .wait:
            giveUpInTime(waiter, name: name, on: loop)
            // Some of the running lookups may just have been found stuck.
            startQueued()
            startOthersWhenStuck(on: loop)
        }
        return promise.futureResult
    }

    private func timeout(_ name: String) -> SendFailure {
        .slowLookup(name, limit: limits.timeout)
    }

    private func giveUpInTime(_ waiter: Waiter, name: String, on loop: any EventLoop) {
        let timer = loop.scheduleTask(in: TimeAmount(limits.timeout)) {
            self.state.withLock { $0.lookups.forget(waiter, name: name) }
            waiter.promise.fail(self.timeout(name))
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
        while let name = state.withLock({ $0.lookups.next(now: .now()) }) { run(name) }
    }

    /// Runs one lookup on a new thread, which continues with queued ones before it exits.
    private func run(_ name: String) {
        let thread = Thread {
            var name: String? = name
            while let current = name {
                name = self.finish(current, addresses: self.lookup(current))
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

    /// - Returns: the name to look up next.
    private func finish(_ name: String, addresses: [IPAddress]?) -> String? {
        let found = addresses?.isEmpty == false ? addresses.map(kept) : nil
        let (waiters, next) = state.withLock { state in
            let waiters = state.lookups.finished(name, addresses: found, now: .now())
            return (waiters, state.lookups.next(now: .now()))
        }
        for waiter in waiters {
            if let found {
                waiter.promise.succeed(found)
            } else {
                waiter.promise.fail(SendFailure.unknownName(name))
            }
        }
        return next
    }
}
