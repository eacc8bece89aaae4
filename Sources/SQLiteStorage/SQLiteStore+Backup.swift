import Foundation
import GRDB
import Storage

extension SQLiteStore {
    /// How many pages of the database are copied between two progress reports.
    private static let pagesAtOnce: CInt = 4_096

    /// Copies the database as it is at this moment to a new file, while others go on writing; the copy is on disk when
    /// this returns. Throws `TransferError`.
    ///
    /// - Parameter progress: called with the completed fraction.
    package func backUp(to path: String, progress: @escaping @Sendable (Double) -> Void) async throws {
        do {
            // A snapshot in which nothing changes: otherwise every write by another process would restart the copy.
            let snapshot = try pool.makeSnapshot()
            let copy = try DatabaseQueue(path: path)
            try await onAnotherThread {
                try snapshot.backup(to: copy, pagesPerStep: Self.pagesAtOnce) { done in
                    progress(Double(done.completedPageCount) / Double(max(1, done.totalPageCount)))
                }
            }
            // A single file: the first server to open it adds a log.
            try await copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
            try copy.close()
        } catch let error as DatabaseError {
            throw TransferError.backup(path: path, reason: error.message ?? "\(error)")
        }
    }

    /// Passes the keys of the blobs named in a copy to `body`, one after the other.
    package static func forEachBlobKey(
        in path: String, _ body: @escaping @Sendable (String) throws -> Void
    ) async throws {
        let copy = try DatabaseQueue(path: path)
        try await copy.read { db in
            let rows = try Row.fetchCursor(
                db, sql: "SELECT build_key, report_key, content_key, imports_key FROM artifacts")
            while let row = try rows.next() {
                for place in 0..<4 { try (row[place] as String?).map(body) }
            }
        }
        try copy.close()
    }
}

/// The threads of structured concurrency must not be blocked for long.
private func onAnotherThread(_ body: @escaping @Sendable () throws -> Void) async throws {
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
        DispatchQueue.global().async { continuation.resume(with: Result(catching: body)) }
    }
}
