import Synchronization

extension PostgresPool {
    /// Maintains the connections until the task is canceled or the pool closed: keeps the minimum open, closes
    /// connections that are idle for long or too old, and pings the others. Closes nothing when it ends; `close` does.
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

    /// Idle connections whose server has not responded for long.
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

    /// Lends no more connections, waits until those in use are returned, and closes them. Those that are not returned
    /// in time are closed while in use, and their statements end with `.closed`.
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
