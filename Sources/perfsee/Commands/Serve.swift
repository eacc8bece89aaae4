import ArgumentParser
import Foundation

/// `perfsee serve`
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the server.",
        discussion: """
            Creates what it needs. On its first start it creates an administrator's token and a sign-in link: printed on \
            a terminal, otherwise written to a file that only its user can read.

            Each setting is a flag, a variable (--public-url is PERFSEE_PUBLIC_URL) or a line of the configuration \
            file (public-url), in that order of precedence. PERFSEE_ADMIN_TOKEN, PERFSEE_SECRET_KEY and \
            PERFSEE_LOG_LEVEL can't be flags.

            EXAMPLES:
              perfsee serve
              perfsee serve --host 0.0.0.0 --public-url https://perfsee.example --database sqlite:/var/lib/perfsee/perfsee.db
              perfsee serve --allow-network 127.0.0.0/8
            """)

    @OptionGroup var place: StoreOptions
    @Option(help: "The address to listen at. Default: \(ServeSettings.defaultHost)")
    var host: String?
    @Option(help: "The port to listen at; 0 takes any that is free. Default: \(ServeSettings.defaultPort)")
    var port: String?
    @Option(help: ArgumentHelp("A folder for builds and reports. Default: beside the database", valueName: "dir"))
    var blobs: String?
    @Option(help: "all, api or worker. Default: all")
    var role: String?
    @Option(
        name: .customLong("public-url"),
        help: ArgumentHelp("The server's public URL. Default: where it listens", valueName: "url"))
    var publicURL: String?
    @Option(help: ArgumentHelp("A proxy whose X-Forwarded-* headers are trusted; may be repeated.", valueName: "cidr"))
    var trustProxy: [String] = []
    @Option(
        help: ArgumentHelp(
            "A network that webhooks may reach although it is not public; may be repeated.", valueName: "cidr"))
    var allowNetwork: [String] = []
    @Option(
        help: ArgumentHelp(
            "A network that webhooks may not reach although it is public; may be repeated.", valueName: "cidr"))
    var denyNetwork: [String] = []
    @Option(
        help: ArgumentHelp(
            "A port, or a range like 5000-5010, that webhooks may use although it is closed by default; may be repeated.",
            valueName: "port"))
    var allowPort: [String] = []
    @OptionGroup var retention: RetentionOptions
    @OptionGroup var limits: LimitOptions

    func run() async throws {
        let settings = try ServeSettings(await place.sources(flags: flags))
        try await ServerProcess(settings).run()
    }

    private var flags: [String: [String]] {
        var flags = retention.flags.merging(limits.flags) { $1 }
        let single = [
            ("host", host), ("port", port), ("blobs", blobs), ("role", role), ("public-url", publicURL),
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
            "sqlite:PATH or postgres://... Default: \(ServeSettings.defaultDatabase)", valueName: "url"))
    var database: String?
    @Option(help: ArgumentHelp("A configuration file, YAML or JSON. Environment: PERFSEE_CONFIG", valueName: "file"))
    var config: String?

    func sources(flags: [String: [String]] = [:]) async throws -> SettingSources {
        let environment = ProcessInfo.processInfo.environment
        var flags = flags
        if let database { flags["database"] = [database] }
        let file = config ?? environment[SettingSources.variable("config")].flatMap { $0.isEmpty ? nil : $0 }
        return try await SettingSources(flags: flags, environment: environment, file: file)
    }
}
