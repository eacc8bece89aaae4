import Synchronization

/// A waiter that receives one answer: the first call to `resolve` wins.
final class PoolWaiter<Answer: Sendable>: Sendable {
    private enum State {
        case waiting(CheckedContinuation<Answer, Never>?)
        case resolved(Answer)
    }

    private let state = Mutex(State.waiting(nil))

    /// Returns whether this was the answer that counts.
    @discardableResult
    func resolve(_ answer: Answer) -> Bool {
        let (isFirst, continuation) = state.withLock { state -> (Bool, CheckedContinuation<Answer, Never>?) in
            guard case .waiting(let continuation) = state else { return (false, nil) }
            state = .resolved(answer)
            return (true, continuation)
        }
        continuation?.resume(returning: answer)
        return isFirst
    }

    /// To be awaited by one task. `cancelled` is the answer if that task is canceled before another answer arrives.
    func answer(cancelled: Answer) async -> Answer {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer = state.withLock { state -> Answer? in
                    if case .resolved(let answer) = state { return answer }
                    state = .waiting(continuation)
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            resolve(cancelled)
        }
    }
}
