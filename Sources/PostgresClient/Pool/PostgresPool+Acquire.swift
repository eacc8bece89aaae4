import Synchronization

extension PostgresPool {
    func acquire() async throws -> PooledConnection {
        let deadline = time.now() + limits.acquireTimeout
        let ticket = state.withLock { $0.ticket() }
        var isReturning = false
        while true {
            let step = state.withLock { $0.step(ticket: ticket, isReturning: isReturning, now: time.now()) }
            if let lease = try await take(step, ticket, until: deadline) { return lease }
            isReturning = true
        }
    }

    /// Nil if the caller has to check again.
    private func take(_ step: PoolState.Step, _ ticket: UInt64, until deadline: Duration) async throws
        -> PooledConnection?
    {
        switch step {
        case .connection(let lease): return await checked(lease)
        case .open: return try await open(until: deadline)
        case .wait(let waiter, let until):
            let grant = await grant(waiter, ticket, until: min(deadline, until ?? deadline))
            return try await take(grant, until: deadline)
        case .full:
            throw PostgresError(
                .exhausted,
                "\(limits.maximum) connections are in use and \(limits.waiters) wait for one; no more may wait")
        case .closed: throw PostgresError(.closed, "the pool is closed")
        }
    }

    private func take(_ grant: PoolGrant, until deadline: Duration) async throws -> PooledConnection? {
        switch grant {
        case .connection(let lease): return await checked(lease)
        case .open: return try await open(until: deadline)
        case .closed: throw PostgresError(.closed, "the pool is closed")
        case .cancelled: throw Wire.cancelled
        case .expired, .look:
            guard time.now() < deadline else { throw late() }
            return nil
        }
    }

    private func grant(_ waiter: PoolState.Waiter, _ ticket: UInt64, until: Duration) async -> PoolGrant {
        async let _: Void = expire(waiter, at: until)
        let grant = await waiter.answer(cancelled: .cancelled)
        switch grant {
        case .expired, .cancelled: state.withLock { $0.forget(ticket: ticket) }
        default: break
        }
        return grant
    }

    private func expire(_ waiter: PoolState.Waiter, at instant: Duration) async {
        // Canceled: the waiter has been notified.
        guard (try? await time.sleep(max(.zero, instant - time.now()))) != nil else { return }
        waiter.resolve(.expired)
    }

    /// Why there was no connection in time.
    private func late() -> PostgresError {
        guard let error = state.withLock({ $0.outage?.error }) else {
            return PostgresError(
                .timeout, "none of \(limits.maximum) connections became free within \(limits.acquireTimeout)")
        }
        return PostgresError(
            .unavailable, "the server cannot be reached since at least \(limits.acquireTimeout): \(error.message)",
            sqlState: error.sqlState)
    }

    func open(until deadline: Duration) async throws -> PooledConnection? {
        let remaining = deadline - time.now()
        do {
            let connection = try await PostgresConnection.connect(settings, within: remaining)
            return try await admit(connection)
        } catch let error as PostgresError where error.kind != .closed {
            // A caller that waited long for its turn has little time left: that it was too little says nothing about
            // the server.
            let isHasty = error.kind == .timeout && remaining < settings.connectDeadline / 2
            let isOutage = error.kind != .cancelled && !error.isRefusal && !isHasty
            let now = time.now()
            state.withLock {
                $0.openFailed(isOutage ? error : nil) { now + limits.reconnect.delay(after: $0, random: time.random()) }
            }
            guard isOutage else { throw isHasty ? late() : error }
            guard now < deadline else { throw late() }
            return nil
        }
    }

    private func admit(_ connection: PostgresConnection) async throws -> PooledConnection {
        let now = time.now()
        let age = limits.lifetime * (1 - limits.lifetimeJitter * time.random())
        let lease = PooledConnection(connection: connection, expires: now + age, idleSince: now, heardAt: now)
        let isClosed = state.withLock { state in
            state.opened(lease)
            return state.isClosed
        }
        guard isClosed else { return lease }
        await drop(lease)
        throw PostgresError(.closed, "the pool is closed")
    }
}

extension PostgresPool {
    /// Nil if the connection turned out to be unusable and was dropped.
    func checked(_ lease: PooledConnection) async -> PooledConnection? {
        guard await isSound(lease) else {
            await drop(lease)
            return nil
        }
        var lease = lease
        lease.heardAt = time.now()
        return lease
    }

    /// Whether the connection can be used; asks the server if it has not responded for long.
    private func isSound(_ lease: PooledConnection) async -> Bool {
        let now = time.now()
        guard lease.connection.isReusable, now < lease.expires else { return false }
        let isFresh = now - lease.heardAt < limits.pingAfter
        if isFresh && !lease.connection.hasNews { return true }
        return await lease.connection.isAlive(within: limits.pingDeadline)
    }

    /// Call once for each acquired connection.
    func release(_ lease: PooledConnection) async {
        var lease = lease
        lease.idleSince = time.now()
        lease.heardAt = lease.idleSince
        await giveBack(lease)
    }

    /// The same for a connection that was not used.
    func giveBack(_ lease: PooledConnection) async {
        guard lease.connection.isReusable, time.now() < lease.expires else { return await drop(lease) }
        let isClosed = state.withLock { state in
            guard !state.isClosed else { return true }
            state.offer(lease)
            return false
        }
        if isClosed { await drop(lease) }
    }

    func drop(_ lease: PooledConnection) async {
        await lease.connection.close()
        state.withLock { $0.remove(lease) }
    }
}
