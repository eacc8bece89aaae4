import Domain
import NIOCore
import Synchronization

/// Whoever holds an exchange and must be told when it is canceled.
protocol ExchangeHolder: AnyObject, Sendable {
    /// May be called from any thread.
    func abort(_ run: ExchangeRun)
}

/// One exchange in flight, from `send` to its outcome.
///
/// Sendable because the plain fields belong to whoever holds the run, and holders hand it over through the pool's lock
/// or their event loop's queue; the rest is behind a lock.
final class ExchangeRun: @unchecked Sendable, Hashable {
    private struct State {
        var continuation: CheckedContinuation<Exchange, Never>?
        var holder: (any ExchangeHolder)?
        var waitTimer: Scheduled<Void>?
        var isEnded = false
    }

    let request: OutgoingRequest
    let start: NIODeadline
    let deadline: NIODeadline
    var timings = Attempt.Timings(total: .zero)
    /// Why the request is sent a second time, on a new connection.
    var repetition: AttemptMessage.Repetition?

    private let state = Mutex(State())

    init(_ request: OutgoingRequest) {
        self.request = request
        start = .now()
        deadline = start + TimeAmount(request.timeout)
    }

    var key: ConnectionKey { ConnectionKey(origin: request.url.origin, version: request.version) }

    /// - Returns: false if the run was already canceled; the continuation has been resumed in that case.
    func begin(_ continuation: CheckedContinuation<Exchange, Never>) -> Bool {
        let isEnded = state.withLock { state in
            if !state.isEnded { state.continuation = continuation }
            return state.isEnded
        }
        if isEnded { continuation.resume(returning: exchange(.failure(.cancelled))) }
        return !isEnded
    }

    /// Takes hold of the run.
    /// - Returns: false if it has ended already.
    func hold(by holder: any ExchangeHolder) -> Bool {
        let (isEnded, timer) = state.withLock { state in
            defer { state.waitTimer = nil }
            if !state.isEnded { state.holder = holder }
            return (state.isEnded, state.waitTimer)
        }
        timer?.cancel()
        return !isEnded
    }

    /// Marks the run as waiting for a connection; `timer` ends the wait.
    /// - Returns: false if it has ended already.
    func wait(_ timer: Scheduled<Void>) -> Bool {
        let (isWaiting, isEnded) = state.withLock { state in
            let isWaiting = !state.isEnded && state.holder == nil
            if isWaiting { state.waitTimer = timer }
            return (isWaiting, state.isEnded)
        }
        if !isWaiting { timer.cancel() }
        return !isEnded
    }

    /// Ends the run with an outcome. Only the first call counts.
    func end(_ result: Result<Attempt.Response, SendFailure>) {
        let (continuation, timer) = state.withLock { state in
            defer {
                state.continuation = nil
                state.holder = nil
                state.waitTimer = nil
                state.isEnded = true
            }
            return (state.continuation, state.waitTimer)
        }
        timer?.cancel()
        continuation?.resume(returning: exchange(result))
    }

    /// Called when its task is canceled: ends the run through its holder, or at once if nobody holds it.
    func cancel() {
        if let holder = state.withLock({ $0.holder }) {
            holder.abort(self)
        } else {
            end(.failure(.cancelled))
        }
    }

    private func exchange(_ result: Result<Attempt.Response, SendFailure>) -> Exchange {
        var timings = timings
        timings.total = Duration(NIODeadline.now() - start)
        switch result {
        case .success(let response):
            return Exchange(outcome: .answered(response), timings: timings, repetition: repetition)
        case .failure(let failure):
            return Exchange(
                outcome: .failed(failure.reason, failure.message), timings: timings, repetition: repetition)
        }
    }

    static func == (left: ExchangeRun, right: ExchangeRun) -> Bool { left === right }

    func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
