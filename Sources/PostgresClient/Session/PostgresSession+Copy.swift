import CLibPQ
import Glibc

extension PostgresSession {
    /// Writes the rows that `body` provides, and returns how many there were. Writes all of them, or none if it throws.
    ///
    /// - Parameter sql: `COPY table (column, ...) FROM STDIN BINARY`.
    @discardableResult
    package func copyIn(_ sql: String, _ body: (PostgresCopyWriter) throws -> Void) throws -> Int {
        try begin(sql, PGRES_COPY_IN)
        let writer = PostgresCopyWriter(wire)
        do {
            try body(writer)
            try writer.end()
        } catch {
            try? shielded { try writer.fail() }
            wire.isStreaming = false
            _ = try? shielded { try wire.finish() }
            throw error
        }
        wire.isStreaming = false
        return try wire.finish().affected
    }

    /// Passes each row to `body` as it arrives, and returns how many there were. Memory use stays flat, however many
    /// there are.
    ///
    /// - Parameter sql: `COPY (SELECT ...) TO STDOUT BINARY`.
    @discardableResult
    package func copyOut(_ sql: String, _ body: (PostgresCopyRow) throws -> Void) throws -> Int {
        try begin(sql, PGRES_COPY_OUT)
        do {
            while let message = try nextMessage() {
                defer { PQfreemem(message.baseAddress) }
                if let row = try PostgresCopyRow(UnsafeRawBufferPointer(message)) { try body(row) }
            }
        } catch {
            endStream()
            throw error
        }
        wire.isStreaming = false
        return try wire.finish().affected
    }

    private func begin(_ sql: String, _ expected: ExecStatusType) throws {
        try Self.checkText(sql)
        try sendPostponed()
        guard PQsendQuery(try wire.idle(), sql) == 1 else { throw wire.lost() }
        try wire.flush()
        guard let raw = try wire.nextResult() else { throw wire.lost() }
        let result = PostgresResult(raw)
        guard result.status != expected else { return wire.isStreaming = true }
        try explain(result)
    }

    /// Throws an error that explains why a statement is not the expected COPY.
    private func explain(_ result: PostgresResult) throws {
        if result.status == PGRES_FATAL_ERROR {
            let error = PostgresError(result: result.raw)
            while let next = try wire.nextResult() { PQclear(next) }
            throw wire.diagnose(error)
        }
        wire.isStreaming = true
        endStream()
        throw PostgresError.invalid("the statement is no COPY of this direction")
    }

    /// One message of COPY OUT, nil after the last. The caller frees it.
    private func nextMessage() throws -> UnsafeMutableRawBufferPointer? {
        while true {
            if wire.isCancelled { throw Wire.cancelled }
            var bytes: UnsafeMutablePointer<CChar>?
            let connection = try wire.live()
            let count = PQgetCopyData(connection, &bytes, 1)
            if count > 0 { return UnsafeMutableRawBufferPointer(start: bytes, count: Int(count)) }
            // The end or an error: the result shows which.
            guard count == 0 else { return nil }
            try wire.wait(for: POLLIN)
            PQconsumeInput(connection)
        }
    }

    /// Abandons a statement whose rows are no longer wanted: cancels it and discards what is in flight.
    func endStream() {
        guard wire.isStreaming else { return }
        wire.isStreaming = false
        wire.requestCancel()
        do { try shielded { try drain() } } catch { wire.abandon(PostgresError(.connectionLost, "rows did not end")) }
    }

    private func drain() throws {
        while let raw = try wire.nextResult() {
            let status = PQresultStatus(raw)
            PQclear(raw)
            if status == PGRES_COPY_OUT { try drainCopy() }
            if status == PGRES_COPY_IN { PQputCopyEnd(try wire.live(), "nobody has rows for it") }
        }
        wire.settle()
    }

    private func drainCopy() throws {
        while let message = try nextMessage() { PQfreemem(message.baseAddress) }
    }
}
