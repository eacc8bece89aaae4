import CLibPQ

/// What the server reports beside its results: `NOTICE`, `WARNING`, and so on.
package struct PostgresNotice: Hashable, Sendable {
    package let severity: String
    package let sqlState: SQLState?
    package let message: String

    init(result: OpaquePointer) {
        let error = PostgresError(result: result)
        // `V` is the severity in English, whatever the server's language.
        severity = PQresultErrorField(result, 0x56).map { String(cString: $0) } ?? "NOTICE"
        sqlState = error.sqlState
        message = error.message
    }
}

/// Receives a connection's notices from libpq, which otherwise writes them to standard error.
final class NoticeReceiver: Sendable {
    private let onNotice: (@Sendable (PostgresNotice) -> Void)?

    init(_ onNotice: (@Sendable (PostgresNotice) -> Void)?) {
        self.onNotice = onNotice
    }

    /// The receiver must outlive the connection: libpq holds only its address.
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
