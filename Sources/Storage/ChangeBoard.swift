import Domain
import Foundation
import Synchronization

/// The changes of the projects that somebody watches, in memory. Costs one look at an atomic for those that nobody
/// does.
final class ChangeBoard: Sendable {
    /// How many changes of a project a reader that comes back can catch up with.
    static let historyLength = 1_000
    /// How far behind a reader may fall before it is dropped.
    static let readerBacklog = 1_000
    /// How long the changes of a project are kept after its last reader left: time to come back.
    static let lingering = Duration.seconds(60)

    private struct Channel {
        var readers: [Int: AsyncStream<NumberedChange>.Continuation] = [:]
        var history: [NumberedChange] = []
        var last = 0
        var emptySince: ContinuousClock.Instant?
    }

    private struct State {
        var channels: [Project.Number: Channel] = [:]
        var nextReader = 0
    }

    /// Tells the ids of this process from those of another.
    private let epoch = String(UInt32.random(in: .min ... .max), radix: 36)
    private let state = Mutex(State())
    private let channelCount = Atomic(0)

    /// Whether anybody watches anything.
    var isWatched: Bool { channelCount.load(ordering: .relaxed) > 0 }

    func isWatched(_ project: Project.Number) -> Bool {
        isWatched && state.withLock { $0.channels[project] != nil }
    }

    /// The projects that somebody watches.
    var watched: [Project.Number] { state.withLock { Array($0.channels.keys) } }

    /// Something was missed: every reader has to look again.
    func resetAll() {
        for project in watched { post(.reset, in: project) }
    }

    func post(_ change: StoreChange, in project: Project.Number) {
        guard isWatched else { return }
        state.withLock { state in
            guard var channel = state.channels[project] else { return }
            if let since = channel.emptySince, since.duration(to: .now) > Self.lingering {
                state.channels[project] = nil
            } else {
                add(change, to: &channel)
                state.channels[project] = channel
            }
            channelCount.store(state.channels.count, ordering: .relaxed)
        }
    }

    private func add(_ change: StoreChange, to channel: inout Channel) {
        channel.last += 1
        let numbered = NumberedChange(id: "\(epoch)-\(channel.last)", change: change)
        channel.history.append(numbered)
        if channel.history.count > Self.historyLength * 2 {
            channel.history.removeFirst(channel.history.count - Self.historyLength)
        }
        for (reader, continuation) in channel.readers {
            // A reader that is too slow is dropped, and finds what it missed when it comes back.
            if case .dropped = continuation.yield(numbered) {
                continuation.finish()
                channel.readers[reader] = nil
            }
        }
    }

    func changes(in project: Project.Number, after id: String?) -> AsyncStream<NumberedChange> {
        let (stream, continuation) = AsyncStream<NumberedChange>.makeStream(
            bufferingPolicy: .bufferingOldest(Self.readerBacklog + Self.historyLength * 2))
        let reader = state.withLock { state -> Int in
            var channel = state.channels[project] ?? Channel()
            let reader = state.nextReader
            state.nextReader += 1
            if let id { catchUp(continuation, after: id, channel) }
            channel.readers[reader] = continuation
            channel.emptySince = nil
            state.channels[project] = channel
            channelCount.store(state.channels.count, ordering: .relaxed)
            return reader
        }
        continuation.onTermination = { [weak self] _ in self?.leave(reader, project) }
        return stream
    }

    /// Ends every reader of a project: it was deleted.
    func end(_ project: Project.Number) {
        let readers = state.withLock { state in
            let channel = state.channels.removeValue(forKey: project)
            channelCount.store(state.channels.count, ordering: .relaxed)
            return channel?.readers.values.map(\.self) ?? []
        }
        for reader in readers { reader.finish() }
    }

    private func catchUp(
        _ continuation: AsyncStream<NumberedChange>.Continuation, after id: String, _ channel: Channel
    ) {
        let isLatest = id == "\(epoch)-\(channel.last)"
        guard !isLatest else { return }
        guard let place = channel.history.firstIndex(where: { $0.id == id }) else {
            continuation.yield(NumberedChange(id: "", change: .reset))
            return
        }
        for change in channel.history[(place + 1)...] { continuation.yield(change) }
    }

    private func leave(_ reader: Int, _ project: Project.Number) {
        state.withLock { state in
            guard var channel = state.channels[project] else { return }
            channel.readers[reader] = nil
            if channel.readers.isEmpty { channel.emptySince = .now }
            state.channels[project] = channel
        }
    }
}
