import PerfseeSDK
import ProgramSupport

/// What the nodes of a test have in common.
struct Cluster: Sendable {
    /// An instance administrator's token.
    static let token = "an-administrators-token-of-this-test-alone"

    /// Where they write their logs.
    let folder: CommandLineFolder
    /// A `postgres://` URL.
    let database: String
    /// The network that webhooks may reach.
    let allowed: String

    init(database: String, allowed: String) throws {
        folder = try CommandLineFolder()
        self.database = database
        self.allowed = allowed
    }

    func arguments(host: String, port: Int) -> [String] {
        [
            "serve", "--host", host, "--port", String(port), "--database", database, "--role", "all",
            "--allow-network", allowed,
        ]
    }

    var environment: [String: String] {
        [
            "PERFSEE_ADMIN_TOKEN": Self.token,
            "PERFSEE_SECRET_KEY": "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
        ]
    }
}
