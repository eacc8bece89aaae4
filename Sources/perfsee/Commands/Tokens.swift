import ArgumentParser
import Foundation
import PerfseeSDK

/// `perfsee token`
struct Tokens: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Manage access tokens.",
        subcommands: [Create.self, List.self, Revoke.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Create a token. It is shown only once.",
            discussion: "EXAMPLE:\n  perfsee token create ci --scope upload --scope read --project shop --days 365")

        @Argument(help: "What the token is for.")
        var name: String
        @Option(help: "A scope: read, upload, publish or admin; can be repeated. Default: read")
        var scope: [String] = []
        @Option(help: "Limits the token to this project.")
        var project: String?
        @Option(help: "How many days the token is valid. Default: until it is revoked")
        var days: Int?
        @OptionGroup var server: ServerOptions

        func validate() throws {
            guard days.map({ (1...36_500).contains($0) }) ?? true else {
                throw ValidationError("--days must be between 1 and 36500.")
            }
        }

        func run() async throws {
            try OutputFault.refuseForeseeable()
            let client = try server.client()
            let expiry = days.map { Date().addingTimeInterval(Double($0) * 86_400) }
            let token = try await client.createToken(
                NewToken(name: name, scopes: scope.isEmpty ? nil : scope, project: project, expiresAt: expiry))
            let text = server.json ? try JSONOutput.text(of: token) : (token.token ?? "").plain
            try await Terminal.printToken(text, id: token.id) { _ = try await client.deleteToken(token.id) }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the account's tokens.")

        @OptionGroup var list: ListOptions
        @OptionGroup var server: ServerOptions

        func run() async throws {
            let page = try await server.client().tokens(list.page)
            if server.json { return try JSONOutput.show(page) }
            var table = Table("ID", "NAME", "SCOPES", "PROJECT", "CREATED BY", "LAST USED", "EXPIRES")
            for token in page.items {
                let expiry = token.expiresAt.map { Moment($0).relative } ?? "never"
                table.add(
                    "\(token.id)", token.name, token.scopes.joined(separator: " "), token.project ?? "any",
                    token.parent.map { "token \($0)" } ?? "-",
                    token.lastUsedAt.map { Moment($0).relative } ?? "never", expiry)
            }
            table.show(orElse: "No tokens.")
            list.showRest(of: page)
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Revoke a token, and the tokens that were created with it.")

        @Argument(help: "The token's ID, a number.")
        var id: Int
        @Flag(name: .customLong("keep-descendants"), help: "Keep the tokens that were created with it.")
        var keepsDescendants = false
        @OptionGroup var server: ServerOptions

        func run() async throws {
            let count = try await server.client().deleteToken(id, keepingDescendants: keepsDescendants)
            if server.json { return try JSONOutput.show(["id": id, "revoked": count]) }
            let made = count - 1
            let rest = made == 0 ? "" : " and the \(made == 1 ? "token" : "\(made) tokens") that it created"
            Terminal.print("Revoked token \(id)\(rest).")
        }
    }
}
