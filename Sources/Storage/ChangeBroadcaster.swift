package import Domain
import Foundation
import Synchronization

/// The changes of the projects and applications that someone watches, in memory. For those that nobody watches, it
/// costs a single atomic load.
package final class ChangeBroadcaster: Sendable {
    /// How many changes of one owner a returning reader can catch up on.
    static let historyLength = 1_000
    /// How far behind a reader may fall before it is dropped.
    static let readerBacklog = 1_000
    /// How long the changes of an owner are kept after its last reader has left, so that the reader can come back.
    static let lingering = Duration.seconds(60)

    /// A reader of one owner's changes.
    ///
    /// A reader may leave while it is being notified under the broadcaster's lock. The task that ends it then holds a
    /// lock for which the notifying task waits. So a reader that leaves records that here and never calls the
    /// broadcaster.
    private final class Reader: Sendable {
        let changes: AsyncStream<NumberedChange>.Continuation
        private let leaving = Mutex<ContinuousClock.Instant?>(nil)

        init(_ changes: AsyncStream<NumberedChange>.Continuation) {
            self.changes = changes
        }

        /// When the reader left; nil while it reads.
        var leftAt: ContinuousClock.Instant? { leaving.withLock { $0 } }

        func leave() {
            leaving.withLock { $0 = $0 ?? .now }
        }
    }

    private struct Channel {
        /// Distinguishes the channel's ids from those of another process or an earlier channel.
        let epoch = String(UInt32.random(in: .min ... .max), radix: 36)
        var readers: [Reader] = []
        var history: [NumberedChange] = []
        var last = 0
        var emptySince: ContinuousClock.Instant?

        var position: String { "\(epoch)-\(last)" }

        /// Removes readers that have left.
        mutating func forgetLeft() {
            let left = readers.compactMap(\.leftAt)
            guard let last = left.max() else { return }
            readers.removeAll { $0.leftAt != nil }
            if readers.isEmpty { emptySince = last }
        }

        /// Nil for an id that does not belong to this channel.
        func number(of id: String) -> Int? {
            guard id.hasPrefix("\(epoch)-"), let number = Int(id.dropFirst(epoch.count + 1)) else { return nil }
            return (0...last).contains(number) ? number : nil
        }
    }

    private struct State {
        var channels: [WebhookOwner: Channel] = [:]
    }

    private let state = Mutex(State())
    private let channelCount = Atomic(0)

    package init() {}

    /// Whether anyone watches anything.
    package var isWatched: Bool { channelCount.load(ordering: .relaxed) > 0 }

    package func isWatched(_ owner: WebhookOwner) -> Bool {
        isWatched && state.withLock { $0.channels[owner] != nil }
    }

    /// The projects and applications that someone watches.
    package var watched: [WebhookOwner] { state.withLock { Array($0.channels.keys) } }

    /// Something was missed: every reader has to read again.
    package func resetAll() {
        for owner in watched { post(.reset, in: owner) }
    }

    package func post(_ change: StoreChange, in owner: WebhookOwner) {
        guard isWatched else { return }
        let dropped = state.withLock { state in
            defer { channelCount.store(state.channels.count, ordering: .relaxed) }
            return tell(change, in: owner, &state)
        }
        for reader in dropped { reader.changes.finish() }
    }

    /// - Returns: the readers that are too slow.
    private func tell(_ change: StoreChange, in owner: WebhookOwner, _ state: inout State) -> [Reader] {
        guard var channel = state.channels[owner] else { return [] }
        channel.forgetLeft()
        if let since = channel.emptySince, since.duration(to: .now) > Self.lingering {
            state.channels[owner] = nil
            return []
        }
        let dropped = add(change, to: &channel)
        state.channels[owner] = channel
        return dropped
    }

    private func add(_ change: StoreChange, to channel: inout Channel) -> [Reader] {
        channel.last += 1
        let numbered = NumberedChange(id: channel.position, change: change)
        channel.history.append(numbered)
        if channel.history.count > Self.historyLength * 2 {
            channel.history.removeFirst(channel.history.count - Self.historyLength)
        }
        // A reader that is too slow is dropped, and gets what it missed when it comes back.
        let slow = channel.readers.filter { reader in
            if case .dropped = reader.changes.yield(numbered) { true } else { false }
        }
        for reader in slow { reader.leave() }
        channel.forgetLeft()
        return slow
    }

    package func changes(in owner: WebhookOwner, after id: String?) -> AsyncStream<NumberedChange> {
        let (stream, continuation) = AsyncStream<NumberedChange>.makeStream(
            bufferingPolicy: .bufferingOldest(Self.readerBacklog + Self.historyLength * 2))
        let reader = Reader(continuation)
        continuation.onTermination = { _ in reader.leave() }
        state.withLock { state in
            var channel = state.channels[owner] ?? Channel()
            channel.forgetLeft()
            if let id { catchUp(continuation, after: id, channel) }
            channel.readers.append(reader)
            channel.emptySince = nil
            state.channels[owner] = channel
            channelCount.store(state.channels.count, ordering: .relaxed)
        }
        return stream
    }

    /// The latest change of an owner. From now on later changes are kept for a while, even if nobody reads them yet.
    package func position(in owner: WebhookOwner) -> String {
        state.withLock { state in
            var channel = state.channels[owner] ?? Channel()
            channel.forgetLeft()
            if channel.readers.isEmpty { channel.emptySince = .now }
            state.channels[owner] = channel
            channelCount.store(state.channels.count, ordering: .relaxed)
            return channel.position
        }
    }

    /// Ends every reader of a deleted project or application.
    package func end(_ owner: WebhookOwner) {
        let readers = state.withLock { state in
            let channel = state.channels.removeValue(forKey: owner)
            channelCount.store(state.channels.count, ordering: .relaxed)
            return channel?.readers ?? []
        }
        for reader in readers { reader.changes.finish() }
    }

    private func catchUp(
        _ continuation: AsyncStream<NumberedChange>.Continuation, after id: String, _ channel: Channel
    ) {
        guard let number = channel.number(of: id), channel.last - number <= channel.history.count else {
            continuation.yield(NumberedChange(id: "", change: .reset))
            return
        }
        for change in channel.history.suffix(channel.last - number) { continuation.yield(change) }
    }
}
