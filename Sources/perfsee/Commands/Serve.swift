import ArgumentParser
import Domain
import Foundation

/// `perfsee serve`
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the server.",
        discussion: """
            On its first start, the server creates its database, an administrator token and a sign-in link. It prints the \
            token and the link on a terminal; otherwise it writes them to a file that only its user can read.

            Each setting is a flag, an environment variable (PERFSEE_PUBLIC_URL for --public-url) or a line of the \
            configuration file (public-url), in that order of precedence. PERFSEE_ADMIN_TOKEN, PERFSEE_SECRET_KEY and \
            PERFSEE_LOG_LEVEL can't be flags.

            EXAMPLES:
              perfsee serve
              perfsee serve --host 0.0.0.0 --public-url https://perfsee.example --database sqlite:/var/lib/perfsee/perfsee.db
              perfsee serve --allow-network 127.0.0.0/8
            """)

    @OptionGroup var place: StoreOptions
    @Option(help: "The address to listen on. Default: \(ServeSettings.defaultHost)")
    var host: String?
    @Option(help: "The port to listen on; 0 selects any free port. Default: \(ServeSettings.defaultPort)")
    var port: String?
    @Option(
        help: ArgumentHelp(
            "A Unix domain socket to listen on in place of --host and --port, for a proxy on this machine; see also "
                + "--trust-proxy unix. Its mode is 0660.", valueName: "path"))
    var socket: String?
    @Option(help: ArgumentHelp("The folder for builds and reports. Default: next to the database", valueName: "dir"))
    var blobs: String?
    @Option(help: "What the process does: all, api (answers requests) or worker (sends and analyzes). Default: all")
    var role: String?
    @Option(
        name: .customLong("public-url"),
        help: ArgumentHelp("The server's public URL. Default: where it listens", valueName: "url"))
    var publicURL: String?
    @Option(
        help: ArgumentHelp(
            "A proxy whose X-Forwarded-* headers are trusted, or unix for one that connects to --socket; can be repeated.",
            valueName: "cidr"))
    var trustProxy: [String] = []
    @Option(
        help: ArgumentHelp(
            "A network that webhooks can reach although it is not public; can be repeated.", valueName: "cidr"))
    var allowNetwork: [String] = []
    @Option(
        help: ArgumentHelp(
            "A network that webhooks can't reach although it is public; can be repeated.", valueName: "cidr"))
    var denyNetwork: [String] = []
    @Option(
        help: ArgumentHelp(
            "A port, or a range like 5000-5010, that webhooks can use although it is closed by default; can be repeated.",
            valueName: "port"))
    var allowPort: [String] = []
    @Option(
        help: ArgumentHelp(
            "Certificates, in PEM format, of authorities that webhooks' receivers may have besides the system's.",
            valueName: "file"))
    var caFile: String?
    @Option(
        help: ArgumentHelp(
            "The HTTP proxy that webhooks are sent through, such as http://proxy.example:3128. One with a password "
                + "belongs in PERFSEE_WEBHOOK_PROXY.", valueName: "url"))
    var webhookProxy: String?
    @Option(
        help: ArgumentHelp(
            "Seconds between the attempts for webhooks without a retry schedule of their own, separated by commas, or "
                + "none for a single attempt. Default: \(RetrySchedule.standard.setting)", valueName: "waits"))
    var retrySchedule: String?
    @Option(
        help: ArgumentHelp(
            "The port at which a worker answers /healthz, /readyz and /metrics; 0 selects any free port, none turns it "
                + "off. Default: the value of --port", valueName: "port"))
    var metricsPort: String?
    @Option(help: ArgumentHelp("The form of the log's lines: text or json. Default: text", valueName: "format"))
    var logFormat: String?
    @OptionGroup var retention: RetentionOptions
    @OptionGroup var limits: LimitOptions

    func run() async throws {
        let settings = try ServeSettings(await place.sources(flags: flags))
        try await ServerProcess(settings).run()
    }

    private var flags: [String: [String]] {
        var flags = retention.flags.merging(limits.flags) { $1 }
        let single = [
            ("host", host), ("port", port), ("socket", socket), ("blobs", blobs), ("role", role),
            ("public-url", publicURL), ("ca-file", caFile), ("webhook-proxy", webhookProxy),
            ("retry-schedule", retrySchedule), ("metrics-port", metricsPort), ("log-format", logFormat),
        ]
        for (name, value) in single {
            if let value { flags[name] = [value] }
        }
        let repeated = [
            ("trust-proxy", trustProxy), ("allow-network", allowNetwork), ("deny-network", denyNetwork),
            ("allow-port", allowPort),
        ]
        for (name, values) in repeated where !values.isEmpty { flags[name] = values }
        return flags
    }
}

/// Where the settings and the database are, for commands on the server's machine.
struct StoreOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The database: sqlite:PATH or postgres://... Default: \(ServeSettings.defaultDatabase)", valueName: "url"))
    var database: String?
    @Option(help: ArgumentHelp("The configuration file, YAML or JSON. Environment: PERFSEE_CONFIG", valueName: "file"))
    var config: String?

    func sources(flags: [String: [String]] = [:]) async throws -> SettingSources {
        let environment = ProcessInfo.processInfo.environment
        var flags = flags
        if let database { flags["database"] = [database] }
        let file = config ?? environment[SettingSources.variable("config")].flatMap { $0.isEmpty ? nil : $0 }
        return try await SettingSources(flags: flags, environment: environment, file: file)
    }
}
