import Dispatch
import GRDB
import Storage
import StoreSupport
import Synchronization

@testable import SQLiteStorage

/// A database whose writer can be held, so that jobs pile up, and whose commits are counted.
final class GroupCommitFixture: Sendable {
    struct Refused: Error {}

    private final class Counter: TransactionObserver, Sendable {
        let commits = Atomic(0)

        func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { true }
        func databaseDidChange(with event: DatabaseEvent) {}
        func databaseDidCommit(_ db: Database) { commits.add(1, ordering: .relaxed) }
        func databaseDidRollback(_ db: Database) {}
    }

    let commits: GroupCommit
    private let pool: DatabasePool
    private let counter = Counter()
    private let tasks = Mutex<[(number: Int, task: Task<Void, any Error>)]>([])
    private let failed = Mutex<[Int]>([])

    private init(_ pool: DatabasePool) throws {
        self.pool = pool
        commits = GroupCommit(pool)
        try pool.write { try $0.execute(sql: "CREATE TABLE done (number INTEGER PRIMARY KEY)") }
        pool.add(transactionObserver: counter, extent: .databaseLifetime)
    }

    static func with(_ body: (GroupCommitFixture) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let pool = try DatabasePool(path: folder + "/fixture.db")
            try await body(try GroupCommitFixture(pool))
            try pool.close()
        }
    }

    /// Holds the writer with a job until `body` has queued its jobs, in order.
    func whileBlocked(_ body: () -> Void) async throws {
        let gate = DispatchSemaphore(value: 0)
        let (held, holding) = AsyncStream.makeStream(of: Void.self)
        let blocker = Task {
            try await commits.write { _ in
                holding.finish()
                gate.wait()
            }
        }
        for await _ in held {}
        body()
        gate.signal()
        try await blocker.value
    }

    /// Limits the file to this many pages.
    func limit(pages: Int) async throws {
        try await commits.write { context in
            let count = try Int.fetchOne(context.db, sql: "PRAGMA page_count") ?? 0
            try context.db.execute(sql: "PRAGMA max_page_count = \(count + pages)")
        }
    }

    /// Queues a job that writes `number`; returns once it waits or was refused.
    func start(_ number: Int, fails: Bool = false, isolated: Bool = true, cancelled: Bool = false) {
        let task = Task.immediate { [commits] in
            try await commits.write(isolated: isolated) { context in
                try context.db.execute(sql: "INSERT INTO done (number) VALUES (?)", arguments: [number])
                if fails { throw Refused() }
            }
        }
        if cancelled { task.cancel() }
        tasks.withLock { $0.append((number, task)) }
    }

    /// Waits for all jobs; returns how many commits there were.
    func finish() async -> Int {
        for (number, task) in tasks.withLock({ $0 }) {
            if case .failure = await task.result { failed.withLock { $0.append(number) } }
        }
        return counter.commits.load(ordering: .relaxed)
    }

    /// The numbers of the jobs that were refused or threw.
    var failures: [Int] { failed.withLock { $0 } }

    func rows() throws -> Set<Int> {
        try pool.read { try Int.fetchSet($0, sql: "SELECT number FROM done") }
    }
}
