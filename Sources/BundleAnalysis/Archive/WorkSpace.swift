import Synchronization

/// The disk space that all analyses of a server together may use for unpacking.
///
/// Before it begins, each analysis reserves the most that its archive can take, all at once, so that no two wait for
/// each other; they take turns in order of arrival. Once the archive is unpacked, the analysis keeps only what it
/// really takes.
package final class WorkSpace: Sendable {
    private struct Waiting {
        let number: Int
        let bytes: Int
        let continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var free: Int
        var waiting: [Waiting] = []
        var last = 0
        /// Those that were canceled before they waited.
        var cancelled: Set<Int> = []
    }

    private let total: Int
    private let state: Mutex<State>

    package init(bytes: Int) {
        total = bytes
        state = Mutex(State(free: bytes))
    }

    /// Waits until there is room for this many bytes; if that is more than the total, until nothing else is reserved.
    package func reserve(_ bytes: Int) async throws(AnalysisFailure) -> Reservation {
        let bytes = min(bytes, total)
        let number = state.withLock { state in
            state.last += 1
            return state.last
        }
        let isGranted = await withTaskCancellationHandler {
            await withCheckedContinuation { wait(Waiting(number: number, bytes: bytes, continuation: $0)) }
        } onCancel: {
            cancel(number)
        }
        guard isGranted else { throw .cancelled(.reading) }
        return Reservation(bytes, of: self)
    }

    private func wait(_ waiting: Waiting) {
        let isCancelled = state.withLock { state in
            guard state.cancelled.remove(waiting.number) == nil else { return true }
            state.waiting.append(waiting)
            return false
        }
        if isCancelled { waiting.continuation.resume(returning: false) } else { serve() }
    }

    private func cancel(_ number: Int) {
        let found = state.withLock { state -> Waiting? in
            guard let place = state.waiting.firstIndex(where: { $0.number == number }) else {
                state.cancelled.insert(number)
                return nil
            }
            return state.waiting.remove(at: place)
        }
        found?.continuation.resume(returning: false)
        // Those behind it may fit.
        serve()
    }

    private func serve() {
        let served = state.withLock { state in
            var served: [Waiting] = []
            while let first = state.waiting.first, first.bytes <= state.free {
                state.free -= first.bytes
                served.append(state.waiting.removeFirst())
            }
            return served
        }
        for waiting in served { waiting.continuation.resume(returning: true) }
    }

    fileprivate func giveBack(_ bytes: Int) {
        state.withLock { $0.free += bytes }
        serve()
    }

    /// How many bytes are not reserved.
    var free: Int { state.withLock { $0.free } }

    var waitingCount: Int { state.withLock { $0.waiting.count } }

    /// What one analysis holds until it is released.
    package final class Reservation: Sendable {
        private let held: Mutex<Int>
        private let space: WorkSpace

        fileprivate init(_ bytes: Int, of space: WorkSpace) {
            held = Mutex(bytes)
            self.space = space
        }

        /// Keeps no more than this many bytes.
        package func keep(_ bytes: Int) {
            let back = held.withLock { held in
                let back = max(0, held - max(0, bytes))
                held -= back
                return back
            }
            if back > 0 { space.giveBack(back) }
        }

        package func release() { keep(0) }

        deinit {
            let rest = held.withLock { $0 }
            if rest > 0 { space.giveBack(rest) }
        }
    }
}
