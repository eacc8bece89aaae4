import CLibPQ

/// What the server says beside its answer: `NOTICE`, `WARNING` and their like.
package struct PostgresNotice: Hashable, Sendable {
    package let severity: String
    package let sqlState: SQLState?
    package let message: String

    init(result: OpaquePointer) {
        let error = PostgresError(result: result)
        // `V` is the severity in English, whatever the server speaks.
        severity = PQresultErrorField(result, 0x56).map { String(cString: $0) } ?? "NOTICE"
        sqlState = error.sqlState
        message = error.message
    }
}

/// Where libpq hands a connection's notices. Without one it writes them to standard error.
final class NoticeReceiver: Sendable {
    private let onNotice: (@Sendable (PostgresNotice) -> Void)?

    init(_ onNotice: (@Sendable (PostgresNotice) -> Void)?) {
        self.onNotice = onNotice
    }

    /// The receiver has to live as long as the connection: libpq holds its bare address.
    func attach(to connection: OpaquePointer) {
        PQsetNoticeReceiver(
            connection,
            { receiver, result in
                guard let receiver, let result else { return }
                Unmanaged<NoticeReceiver>.fromOpaque(receiver).takeUnretainedValue().receive(result)
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    private func receive(_ result: OpaquePointer) {
        onNotice?(PostgresNotice(result: result))
    }
}
