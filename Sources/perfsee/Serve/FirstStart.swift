import Domain
import Foundation
import Signing
import Storage

/// Creates the administrator on the first start, and says how to sign in.
struct FirstStart {
    let store: any Store
    let time: any TimeSource
    let settings: ServeSettings
    let publicURL: String

    func run() async throws {
        let account = NewAccount(name: "admin", isInstanceAdmin: true)
        // Of several nodes that start at once, one creates it.
        let isFirst = try await store.createFirstAdministrator(account, at: time.now()) != nil
        let administration = try await Administration.existing(in: store, time: time)
        try await setEnvironmentToken(administration)
        if isFirst { try await announce(administration) }
    }

    /// A node without the setting does not revoke the token that another node was given.
    private func setEnvironmentToken(_ administration: Administration) async throws {
        let hash = settings.adminToken.map { TokenText($0).hash.bytes }
        guard hash != nil || settings.database.isOneServers else { return }
        try await store.setEnvironmentToken(hash: hash, for: administration.account.id, at: time.now())
    }

    /// The administrator exists, so the next start is not the first.
    private static let otherWay = "To sign in anyway, run `perfsee admin token` or `perfsee admin link`."

    private func announce(_ administration: Administration) async throws {
        let link = try await administration.newSignInLink(at: publicURL)
        var lines = ["Sign-in link (valid once, for 24 hours): \(link)"]
        if settings.adminToken == nil {
            lines.insert(
                "Administrator token: \(try await administration.newToken(named: "first start").text)", at: 0)
        }
        guard !Terminal.isOutput else {
            return try await Terminal.printSecret(lines.joined(separator: "\n")) { Self.otherWay }
        }
        let file = PrivateFile(path: settings.database.adminFile)
        do {
            try file.replace(lines.joined(separator: "\n") + "\n")
        } catch {
            throw CommandFailure("\(error) \(Self.otherWay)")
        }
        Terminal.print("Administrator sign-in link and token: see \(file.path)")
    }
}
