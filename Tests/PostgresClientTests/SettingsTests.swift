import PostgresSupport
import Testing

@testable import PostgresClient

@Suite("Settings")
struct SettingsTests {
    @Test("are what the string says, and ours where it says nothing")
    func merging() throws {
        let settings = try PostgresSettings(
            "postgres://u:p%40ss@db.example:6432/d?sslmode=verify-full&keepalives_idle=60&application_name=mine",
            applicationName: "perfsee")
        #expect(settings.parameters["password"] == "p@ss")
        #expect(settings.parameters["sslmode"] == "verify-full")
        #expect(settings.parameters["keepalives_idle"] == "60")
        #expect(settings.parameters["keepalives_count"] == "3")
        #expect(settings.parameters["application_name"] == "mine")
        #expect(settings.target == "d at db.example")
        #expect(settings.database("e").target == "e at db.example")
    }

    @Test("of time are passed on in milliseconds, beside the string's own options")
    func options() throws {
        var settings = try PostgresSettings("options='-c search_path=x' connect_timeout=3 host=a,b")
        settings.statementTimeout = .seconds(2)
        settings.lockTimeout = .milliseconds(5)
        let options = settings.connectParameters.first { $0.keyword == "options" }?.value
        #expect(options?.hasSuffix(" -c search_path=x -c statement_timeout=2000 -c lock_timeout=5") == true)
        #expect(settings.connectDeadline == .seconds(6))
    }

    @Test("hide the password in what libpq says, unless it is a name too")
    func redaction() throws {
        let settings = try PostgresSettings("postgres://u:hush@h/d")
        #expect("\(settings)" == "d at h")
        var dumped = ""
        dump(settings, to: &dumped)
        #expect(!dumped.contains("hush"))
        #expect(settings.redacted("no hush here") == "no *** here")
        #expect(settings.redacted("no hush\u{301} here").contains("hush") == false)
        #expect(try PostgresSettings("postgres://u:d@h/d").redacted("database d") == "database d")
    }

    @Test("tell the SQLSTATE out of a refusal, whatever language it is in")
    func refusal() {
        let error = Refusal.error(
            of: #"connection to server at "::1", port 5432 failed: FATAL: 28P01: nope LOCATION: auth_failed, auth.c:3"#)
        #expect(error.sqlState == .invalidPassword)
        #expect(error.message == #"connection to server at "::1", port 5432 failed: FATAL: nope"#)
        let plain = Refusal.error(of: "connection to server failed: Connection refused")
        #expect(plain.sqlState == nil)
    }
}
