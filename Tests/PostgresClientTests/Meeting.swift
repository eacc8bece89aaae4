import Dispatch
import Synchronization

/// A place where threads wait for each other once; who comes later passes. For closures that run on the threads of
/// connections, which may block.
final class Meeting: Sendable {
    private let missing: Mutex<Int>
    private let all = DispatchSemaphore(value: 0)
    private let size: Int

    init(of size: Int) {
        self.size = size
        missing = Mutex(size)
    }

    func attend() {
        let left = missing.withLock { missing in
            missing -= 1
            return missing
        }
        if left == 0 { for _ in 1..<size { all.signal() } }
        if left > 0 { _ = all.wait(timeout: .now() + .seconds(20)) }
    }
}

/// Blocks until `body` is done: for the threads of connections, which may. What it throws is dropped.
func blocking(_ body: @escaping @Sendable () async throws -> Void) {
    let isDone = DispatchSemaphore(value: 0)
    Task {
        try? await body()
        isDone.signal()
    }
    _ = isDone.wait(timeout: .now() + .seconds(20))
}
