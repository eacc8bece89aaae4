import Foundation
import Synchronization

/// One line on standard error that shows the progress of long work: rewritten in place on a terminal, else silent.
final class ProgressLine: Sendable {
    /// The minimum time between two redraws, in seconds.
    private static let interval = 0.1

    private struct State {
        var lastDrawn: Double = 0
        var isDrawn = false
    }

    private let state = Mutex(State())
    private let isShown: Bool

    /// - Parameter isShown: whether to draw at all.
    init(isShown: Bool = Terminal.isError) {
        self.isShown = isShown
    }

    func show(_ text: String) {
        guard isShown else { return }
        state.withLock { state in
            let now = ProcessInfo.processInfo.systemUptime
            guard now - state.lastDrawn >= Self.interval else { return }
            state.lastDrawn = now
            state.isDrawn = true
            Terminal.write("\r\u{1B}[K\(text.plain)", to: STDERR_FILENO)
        }
    }

    /// Removes the line, so that the next output stands alone.
    func clear() {
        state.withLock { state in
            guard state.isDrawn else { return }
            state = State()
            Terminal.write("\r\u{1B}[K", to: STDERR_FILENO)
        }
    }
}
