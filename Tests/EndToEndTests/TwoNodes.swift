import Foundation
import PostgresSupport
import ProgramSupport
import StoreSupport

/// Two servers on one PostgreSQL database: `here` only answers requests; `there` sends deliveries as well, and reaches the
/// database through a proxy.
struct TwoNodes {
    enum Notifications: CaseIterable {
        case heard
        /// No node hears of anything: what they notify goes nowhere.
        case lost
    }

    let here: ProgramFixture
    let there: ProgramFixture
    let database: RawDatabase
    /// Between `there` and the database.
    let link: TCPProxy

    static func with(_ notifications: Notifications, _ body: (TwoNodes) async throws -> Void) async throws {
        let server = try await TemporaryPostgres.shared()
        let url = try await server.makeDatabaseURL()
        let link = try TCPProxy(to: server.port)
        let nodes = TwoNodes(
            here: try ProgramFixture(), there: try ProgramFixture(), database: .postgres(url: url), link: link)
        if notifications == .lost { try await nodes.loseNotifications() }
        let first = try await nodes.here.start(on: url, role: "api", longestRun: 180)
        let second = try await nodes.there.start(
            on: url.replacing(":\(server.port)/", with: ":\(link.port)/"), longestRun: 180)
        let result: Result<Void, any Error>
        do { result = .success(try await body(nodes)) } catch { result = .failure(error) }
        try await nodes.here.stop(first, by: SIGKILL)
        try await nodes.there.stop(second, by: SIGKILL)
        link.close()
        try result.get()
    }

    /// Hides PostgreSQL's function from the nodes, behind one that does nothing.
    private func loseNotifications() async throws {
        try await database.execute(
            """
            CREATE FUNCTION public.pg_notify(text, text) RETURNS void LANGUAGE sql AS '';
            DO $$ BEGIN
                EXECUTE format('ALTER DATABASE %I SET search_path = public, pg_catalog', current_database());
            END $$
            """)
    }
}

extension ProgramFixture {
    struct Answer: Sendable {
        /// 0 if there was none within five seconds.
        var status: Int
        var body: String

        /// A number in a JSON object.
        func number(_ name: String) -> Int? {
            let object = try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any]
            return object?[name] as? Int
        }

        func text(_ name: String) -> String? {
            let object = try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any]
            return object?[name] as? String
        }
    }

    /// Sends one request to the API, without repeating it.
    func send(
        _ method: String, _ path: String, as token: String? = nil, _ body: String? = nil,
        type: String = "application/json"
    ) async throws -> Answer {
        var arguments = [
            "-s", "-m", "5", "-w", "\n%{http_code}", "-X", method, "-H", "Authorization: Bearer \(token ?? self.token)",
        ]
        if let body { arguments += ["-H", "Content-Type: \(type)", "--data-binary", body] }
        let output = try await InstalledProgram.run(InstalledProgram.curl, arguments + ["\(url)/api/v1/\(path)"]).output
        let lines = output.split(separator: "\n", omittingEmptySubsequences: false)
        return Answer(
            status: lines.last.flatMap { Int($0) } ?? 0, body: lines.dropLast().joined(separator: "\n"))
    }

    func get(_ path: String, as token: String? = nil) async throws -> Answer {
        try await send("GET", path, as: token)
    }
}
