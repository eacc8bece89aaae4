import ArgumentParser
import Domain
import Storage

/// `perfsee admin`
struct Admin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "admin", abstract: "Create administrator credentials on the server's machine.",
        subcommands: [NewToken.self, Link.self])

    struct NewToken: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "token", abstract: "Create an administrator token. It is shown only once.",
            discussion: "EXAMPLE:\n  export PERFSEE_TOKEN=$(perfsee admin token)")

        @OptionGroup var place: StoreOptions

        func run() async throws {
            try await Admin.withAdministration(place) { administration, _ in
                let token = try await administration.newToken(named: "perfsee admin token")
                try await Terminal.printToken(token.text, id: Int(token.id)) {
                    try await administration.revoke(token.id)
                }
            }
        }
    }

    struct Link: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Create a sign-in link, valid once and for 24 hours.")

        @OptionGroup var place: StoreOptions
        @Option(
            name: .customLong("public-url"),
            help: ArgumentHelp(
                "The server's URL. Default: the host and port from the settings, or "
                    + "\(ServeSettings.defaultHost) and \(ServeSettings.defaultPort)",
                valueName: "url"))
        var publicURL: String?

        func run() async throws {
            let flags = publicURL.map { ["public-url": [$0]] } ?? [:]
            try await Admin.withAdministration(place, flags: flags) { administration, settings in
                try settings.requirePublicURL()
                let url = settings.publicURL ?? ServerAddress(settings, port: settings.port).url
                let link = try await administration.newSignInLink(at: url)
                try await Terminal.printSecret(link) {
                    "The link was created but could not be shown; it expires in 24 hours. To create another, run `perfsee admin link`."
                }
                if settings.publicURL == nil { Terminal.warn(Self.hint(at: url)) }
            }
        }

        /// The flags of a running server are unknown here.
        private static func hint(at url: String) -> String {
            "The link is for a server at \(url). If the server has another URL, set it with --public-url."
        }
    }

    private static func withAdministration(
        _ place: StoreOptions, flags: [String: [String]] = [:],
        _ body: (Administration, ServeSettings) async throws -> Void
    ) async throws {
        try OutputFault.refuseForeseeable()
        let settings = try ServeSettings(await place.sources(flags: flags))
        try settings.requireDatabase()
        let database = try await OpenedDatabase.open(settings, isServer: false, time: SystemTime())
        do {
            let administration = try await Administration.existing(in: database.store, time: SystemTime())
            try await body(administration, settings)
        } catch {
            try await database.close()
            throw error
        }
        try await database.close()
    }
}
