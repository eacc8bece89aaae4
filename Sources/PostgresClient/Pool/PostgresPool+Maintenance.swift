import Synchronization

extension PostgresPool {
    /// Looks after the connections until the task is cancelled or the pool closed: keeps the minimum open, closes what
    /// idles for long or is too old, asks the others for a sign of life. Closes nothing at its end; `close` does.
    package func run() async {
        while !Task.isCancelled, !state.withLock({ $0.isClosed }) {
            await maintain()
            guard (try? await time.sleep(limits.maintenanceInterval)) != nil else { return }
        }
    }

    /// One round of `run`.
    func maintain() async {
        for lease in takeSurplus() { await drop(lease) }
        for lease in takeStale() {
            if let lease = await checked(lease) { await giveBack(lease) }
        }
        await fill()
    }

    /// Idle connections that are too old, or beyond the minimum and unused for long.
    private func takeSurplus() -> [PooledConnection] {
        let now = time.now()
        return take { lease, total in
            let isSpare = total > limits.minimum && now - lease.idleSince >= limits.idleTimeout
            return now >= lease.expires || isSpare
        }
    }

    /// Idle connections that nothing was heard of for long.
    private func takeStale() -> [PooledConnection] {
        let now = time.now()
        return take { lease, _ in now - lease.heardAt >= limits.pingAfter }
    }

    private func take(_ isWanted: (PooledConnection, _ total: Int) -> Bool) -> [PooledConnection] {
        state.withLock { state in
            var total = state.total
            let taken = state.idle.filter { lease in
                guard isWanted(lease, total) else { return false }
                total -= 1
                return true
            }
            let ids = Set(taken.map(\.id))
            state.idle.removeAll { ids.contains($0.id) }
            for lease in taken { state.leased[lease.id] = lease }
            return taken
        }
    }

    private func fill() async {
        while state.withLock({ $0.claimOpening(upTo: limits.minimum) }) {
            guard let lease = try? await open(until: time.now() + limits.acquireTimeout) else { return }
            await release(lease)
        }
    }

    /// Lends no more, waits until what is lent has come back, and closes it; what has not come back in time is closed
    /// under its users, whose statements end with `.closed`.
    package func close() async {
        let drained = PoolWaiter<Bool>()
        let idle = state.withLock { state in
            defer { state.idle = [] }
            state.isClosed = true
            state.tellAll(.closed)
            state.drained.append(drained)
            state.noteDrained()
            return state.idle
        }
        for lease in idle { await lease.connection.close() }
        if await !wait(for: drained) {
            for lease in state.withLock({ Array($0.leased.values) }) { await lease.connection.close() }
        }
    }

    private func wait(for drained: PoolWaiter<Bool>) async -> Bool {
        async let _: Void = giveUp(drained)
        return await drained.answer(cancelled: false)
    }

    private func giveUp(_ drained: PoolWaiter<Bool>) async {
        guard (try? await time.sleep(limits.closeTimeout)) != nil else { return }
        drained.resolve(false)
    }
}
