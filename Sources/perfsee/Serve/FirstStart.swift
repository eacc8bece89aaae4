import Domain
import Foundation
import Signing
import Storage

/// Makes the administrator on the first start, and says how to get in.
struct FirstStart {
    let store: any Store
    let time: any TimeSource
    let settings: ServeSettings
    let publicURL: String

    func run() async throws {
        let isFirst = try await store.firstAdministrator() == nil
        if isFirst {
            let account = NewAccount(name: "admin", isInstanceAdmin: true)
            _ = try await store.createAccount(account, at: time.now())
        }
        let administration = try await Administration.existing(in: store, time: time)
        let hash = settings.adminToken.map { TokenText($0).hash.bytes }
        try await store.setEnvironmentToken(hash: hash, for: administration.account.id, at: time.now())
        if isFirst { try await announce(administration) }
    }

    private func announce(_ administration: Administration) async throws {
        let link = try await administration.newSignInLink(at: publicURL)
        var lines = ["Sign-in link, for one use within 24 hours: \(link)"]
        if settings.adminToken == nil {
            lines.insert("Administrator's token: \(try await administration.newToken(named: "first start"))", at: 0)
        }
        guard !Terminal.isOutput else { return Terminal.print(lines.joined(separator: "\n")) }
        let file = PrivateFile(path: settings.databasePath + ".admin")
        try file.replace(lines.joined(separator: "\n") + "\n")
        Terminal.print("The way in for the administrator is in the file \(file.path)")
    }
}
