import Domain
import Storage
import Testing

@Suite("Literals in SQL")
struct SQLLiteralTests {
    @Test("A case is written as it has always been stored, and as the partial indexes name it")
    func cases() {
        #expect(Delivery.State.allCases.map(\.sql) == ["0", "1", "2", "3", "4"])
        #expect(Artifact.Status.allCases.map(\.sql) == ["'Pending'", "'Running'", "'Passed'", "'Failed'"])
        #expect(Replay.State.allCases.map(\.sql) == ["'running'", "'done'", "'stopped'"])
        #expect([Account.Kind.user.sql, Account.Kind.application.sql] == ["'user'", "'application'"])
        #expect(Webhook.DisabledReason.allCases.map(\.sql) == ["'manual'", "'gone'", "'failing'"])
        #expect(EventType.pingSQL == "'ping'")
    }
}
