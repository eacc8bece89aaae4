import ArgumentParser
import Foundation
import PerfseeSDK

/// How a command reaches its server, and what it prints.
struct ServerOptions: ParsableArguments {
    /// The server to use if no other is named.
    static let defaultURL = "http://127.0.0.1:8080"

    @Option(
        help: ArgumentHelp("The server's URL. Environment: PERFSEE_URL. Default: \(Self.defaultURL)", valueName: "url"))
    var server: String?

    @Option(
        help: ArgumentHelp(
            "Certificates, in PEM format, of authorities to trust besides the system's. Environment: PERFSEE_CA_FILE",
            valueName: "file"))
    var caFile: String?

    @Flag(help: "Print JSON.")
    var json = false

    /// A client with the token from PERFSEE_TOKEN.
    func client() throws -> PerfseeClient {
        let environment = ProcessInfo.processInfo.environment
        let url = [server, environment["PERFSEE_URL"]].compactMap { $0 }.first { !$0.isEmpty } ?? Self.defaultURL
        guard let token = environment["PERFSEE_TOKEN"]?.trimmingCharacters(in: .whitespacesAndNewlines), !token.isEmpty
        else {
            throw CommandFailure(
                "PERFSEE_TOKEN is not set. Set it to an access token. To create one, run `perfsee admin token` on the server's machine."
            )
        }
        let proxy = try ProxyEnvironment(environment).proxy(for: url)
        let authorities = try AuthorityEnvironment(environment, flag: caFile).authorities(for: url)
        return try PerfseeClient(
            baseURL: url, token: token, proxy: proxy, authorities: authorities,
            observeOutage: { OutageNotice.shared.observe($0) })
    }
}
