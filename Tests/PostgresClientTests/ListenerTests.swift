import PostgresSupport
import Synchronization
import Testing

@testable import PostgresClient

@Suite("The listener", .timeLimit(.minutes(1)))
struct ListenerTests {
    @Test("hears what is said on its channels, whatever they are called")
    func hears() async throws {
        try await withPool { pool in
            let odd = #"o"dd; DROP"#
            let listener = try PostgresListener(pool.settings, channels: ["news", odd])
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await listener.run() }
                var heard: [String] = []
                for await event in listener.events {
                    if case .connected = event {
                        try await pool.run { session in
                            try session.notify("other", "not for us")
                            try session.notify("news", "ünï'\"")
                            try session.notify(odd)
                        }
                    }
                    if case .notification(let notification) = event {
                        heard.append("\(notification.channel): \(notification.payload)")
                    }
                    if heard.count == 2 { break }
                }
                #expect(heard == ["news: ünï'\"", "\(odd): "])
                group.cancelAll()
            }
            #expect(await listener.events.next() == nil)
        }
    }

    @Test("connects again when its connection is ended, and tells why")
    func reconnects() async throws {
        try await withPool { pool in
            let troubles = Mutex<[PostgresError]>([])
            let listener = try PostgresListener(pool.settings, channels: ["news"]) { error in
                troubles.withLock { $0.append(error) }
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await listener.run() }
                #expect(await listener.events.next() == .connected)
                try await pool.query(
                    """
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()
                    """)
                #expect(await listener.events.next() == .reconnected)
                group.cancelAll()
            }
            #expect(troubles.withLock { $0.map(\.kind) } == [.connectionLost])
        }
    }

    @Test("drops what its reader has no time for, and says so once")
    func overflow() async {
        let events = PostgresListenerEvents(limit: 2)
        func notification(_ number: Int32) -> PostgresListenerEvent {
            .notification(PostgresNotification(channel: "c", payload: "", processID: number))
        }
        events.add(.connected)
        for number in 1..<5 { events.add(notification(Int32(number))) }
        events.add(.reconnected)
        #expect(await events.next() == .connected)
        // Still too late: it has not been told yet.
        events.add(notification(5))
        #expect(await events.next() == notification(1))
        #expect(await events.next() == .reconnected)
        #expect(await events.next() == .missed)
        events.add(notification(6))
        #expect(await events.next() == notification(6))
        events.finish()
        #expect(await events.next() == nil)
        #expect(PostgresListener.bufferLimit == 1_000)
    }

    @Test("refuses channels and payloads that the server would cut or refuse")
    func limits() async throws {
        let settings = try PostgresSettings("")
        for channel in ["", String(repeating: "c", count: 64), "a\0b"] {
            #expect(throws: PostgresError.self) { try PostgresListener(settings, channels: [channel]) }
        }
        try await withConnection { connection in
            try await connection.run { session in
                try session.notify("c", String(repeating: "x", count: PostgresSession.maximumPayloadBytes))
            }
            let error = await failure {
                try await connection.run { session in
                    try session.notify("c", String(repeating: "x", count: PostgresSession.maximumPayloadBytes + 1))
                }
            }
            #expect(error.kind == .invalid)
        }
    }
}
