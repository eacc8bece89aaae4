import PostgresClient
import PostgresSupport
import Synchronization
import Testing

@Suite("Errors")
struct ErrorTests {
    @Test("keep what the server said")
    func fields() async throws {
        try await withConnection { connection in
            try await connection.execute(
                "CREATE TABLE parent (id int PRIMARY KEY); CREATE TABLE child (parent int REFERENCES parent, name text NOT NULL)"
            )
            try await connection.query("INSERT INTO parent VALUES (1)")
            let twice = await failure { try await connection.query("INSERT INTO parent VALUES (1)") }
            #expect(twice.kind == .server)
            #expect(twice.sqlState == .uniqueViolation)
            #expect(twice.constraint == "parent_pkey")
            #expect(twice.table == "parent")
            #expect(twice.detail == "Key (id)=(1) already exists.")
            let orphan = await failure { try await connection.query("INSERT INTO child VALUES (2, '')") }
            #expect(orphan.sqlState == .foreignKeyViolation)
            let empty = await failure { try await connection.query("INSERT INTO child VALUES (1, NULL)") }
            #expect(empty.sqlState == .notNullViolation)
            #expect(empty.column == "name")
            let syntax = await failure { try await connection.query("SELECT FROM WHERE") }
            #expect(syntax.sqlState == .syntaxError)
            #expect(syntax.position == 13)
            // And the connection is as good as before.
            try await expectUsable(connection)
        }
    }

    @Test("of a wrong password have the SQLSTATE and not the password")
    func password() async throws {
        let server = try await TemporaryPostgres.shared()
        let settings = try PostgresSettings(
            "postgres://guarded:sesame-close-yourself@127.0.0.1:\(server.port)/postgres")
        let error = await failure { _ = try await PostgresConnection.connect(settings) }
        #expect(error.kind == .connectFailed)
        #expect(error.sqlState == .invalidPassword)
        #expect(error.message.contains("password authentication failed for user \"guarded\""))
        #expect(!"\(error)".contains("sesame"))
        let right = try PostgresSettings(
            "host=127.0.0.1 port=\(server.port) user=guarded dbname=postgres password='\(TemporaryPostgres.guardedPassword)'"
        )
        try await PostgresConnection.connect(right).close()
    }

    @Test(
        "of connection strings quote nothing of them",
        arguments: [
            "postgres://user:secret%zz@host/db", "postgres://user:sec@ret@host/db", "postgres://user:sec/ret@host/db",
            "host=a password=my secret", "postgres://user:secret@host:port/db", "secret=1",
            "postgres://h/db?sslmod=secret", "user=a password='secret", "postgres://user:se\0cret@host",
        ])
    func strings(_ string: String) async {
        let error = await failure { _ = try PostgresSettings(string) }
        #expect(error.kind == .invalid)
        #expect(!"\(error)".contains("ret"))
        #expect(!"\(error)".contains("sec"))
    }

    @Test("of a database that is not there, and of nobody listening")
    func connecting() async throws {
        let server = try await TemporaryPostgres.shared()
        let missing = await failure { _ = try await PostgresConnection.connect(server.settings(database: "nowhere")) }
        #expect(missing.kind == .connectFailed)
        #expect(missing.sqlState == .undefinedDatabase)
        let nobody = await failure {
            _ = try await PostgresConnection.connect(try PostgresSettings("postgres://127.0.0.1:1/x"))
        }
        #expect(nobody.kind == .connectFailed)
        #expect(nobody.sqlState == nil)
        #expect(nobody.message.contains("Connection refused"))
    }

    @Test("of a connection that the server ended, and none after it")
    func terminated() async throws {
        try await withConnection { connection in
            let id = try await connection.run(\.processID)
            try await withConnection { other in
                try await other.query("SELECT pg_terminate_backend($1)", id)
            }
            let error = await failure { try await connection.query("SELECT 1") }
            #expect(error.kind == .connectionLost)
            #expect(error.sqlState == .adminShutdown)
            #expect(error.isFatal)
            let later = await failure { try await connection.query("SELECT 1") }
            #expect(later.kind == .connectionLost)
        }
    }

    @Test("of a connection that was closed")
    func closed() async throws {
        try await withConnection { connection in
            await connection.close()
            let error = await failure { try await connection.query("SELECT 1") }
            #expect(error.kind == .closed)
        }
    }

    @Test("are not made of notices, which go to the closure and not to standard error")
    func notices() async throws {
        let heard = Mutex<[PostgresNotice]>([])
        let sink: @Sendable (PostgresNotice) -> Void = { notice in heard.withLock { $0.append(notice) } }
        try await withConnection({ $0.onNotice = sink }) { connection in
            try await connection.execute("DO $$ BEGIN RAISE NOTICE 'psst'; END $$")
        }
        #expect(heard.withLock { $0.map(\.message) } == ["psst"])
        #expect(heard.withLock { $0.first?.severity } == "NOTICE")
    }

    @Test("of the server's own limits")
    func serverLimits() async throws {
        try await withConnection({ $0.statementTimeout = .milliseconds(50) }) { connection in
            let slow = await failure { try await connection.query("SELECT pg_sleep(60)") }
            #expect(slow.kind == .server)
            #expect(slow.sqlState == .queryCanceled)
        }
        try await withConnection({ $0.lockTimeout = .milliseconds(50) }) { connection in
            let name = try await connection.query("SHOW lock_timeout").value(as: String.self)
            #expect(name == "50ms")
        }
        try await withConnection({ $0.idleInTransactionTimeout = .milliseconds(50) }) { connection in
            let name = try await connection.query("SHOW idle_in_transaction_session_timeout").value(as: String.self)
            #expect(name == "50ms")
        }
    }
}
