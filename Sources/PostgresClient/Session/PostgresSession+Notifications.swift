import CLibPQ
import Glibc

/// A notification on a channel.
package struct PostgresNotification: Hashable, Sendable {
    package let channel: String
    package let payload: String
    /// The process id of the server process of the sending connection.
    package let processID: Int32
}

extension PostgresSession {
    /// The maximum length of a channel name, in bytes; the server would silently truncate a longer one.
    package static let maximumChannelBytes = 63
    /// The maximum length of a payload, in bytes.
    package static let maximumPayloadBytes = 7_999

    /// Sends a notification on a channel: delivered when the transaction is committed, and never before.
    package func notify(_ channel: String, _ payload: String = "") throws {
        try Self.check(channel)
        guard payload.utf8.count <= Self.maximumPayloadBytes else {
            throw PostgresError.invalid("the payload of a notification has more than \(Self.maximumPayloadBytes) bytes")
        }
        try query("SELECT pg_notify($1, $2)", channel, payload)
    }

    package func listen(_ channel: String) throws {
        try Self.check(channel)
        try execute("LISTEN \(Self.quoted(channel))")
    }

    /// Notifications on the channels this connection listens to; waits up to `limit` for one.
    package func notifications(within limit: Duration) throws -> [PostgresNotification] {
        let deadline = ContinuousClock.now + limit
        while true {
            let connection = try wire.idle()
            guard PQconsumeInput(connection) != 0 else { throw wire.lost() }
            let heard = take(connection)
            guard heard.isEmpty else { return heard }
            let socket = PQsocket(connection)
            switch SocketWait.wait(socket, for: POLLIN, until: deadline, interrupter: wire.interrupter) {
            case .ready: continue
            case .woken: wire.interrupter.rearm()
            case .timedOut: return []
            }
        }
    }

    /// A name as an SQL identifier, whatever it contains.
    package static func quoted(_ name: String) -> String {
        // By bytes, as the server reads it: a quotation mark before a combining mark is still a quotation mark.
        let parts = name.utf8.split(separator: UInt8(ascii: "\""), omittingEmptySubsequences: false)
        return "\"" + parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\"\"") + "\""
    }

    private func take(_ connection: OpaquePointer) -> [PostgresNotification] {
        var heard: [PostgresNotification] = []
        while let raw = PQnotifies(connection) {
            heard.append(
                PostgresNotification(
                    channel: String(cString: raw.pointee.relname), payload: String(cString: raw.pointee.extra),
                    processID: raw.pointee.be_pid))
            PQfreemem(raw)
        }
        return heard
    }

    static func check(_ channel: String) throws {
        guard !channel.isEmpty, channel.utf8.count <= maximumChannelBytes, !channel.utf8.contains(0) else {
            throw PostgresError.invalid("a channel's name has 1 to \(maximumChannelBytes) bytes, none of them zero")
        }
    }
}
