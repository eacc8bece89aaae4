import ArgumentParser
import Foundation
import SQLiteStorage
import Storage

/// `perfsee backup`
struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "On the server: copy a SQLite database with its builds and reports, even while it is running.",
        discussion: """
            The copy is the store at one moment, and on disk when this ends. Builds and reports are linked, not copied, \
            where the folder is on the same file system: they never change. The key is not copied; keep it elsewhere.

            To try a backup, or to restore it, start a server on it with the key, without which it is of no use: what \
            is in the key file beside the database that was backed up, or was in PERFSEE_SECRET_KEY.
              PERFSEE_SECRET_KEY=$(cat \(StoreBackup.databaseName).key) perfsee serve \
            --database sqlite:FOLDER/\(StoreBackup.databaseName)

            EXAMPLE:
              perfsee backup /backups/$(date +%F) --database sqlite:/var/lib/perfsee/perfsee.db
            """)

    @Argument(help: ArgumentHelp("A folder that does not exist yet", valueName: "folder"))
    var folder: String
    @OptionGroup var options: TransferOptions

    func run() async throws {
        let settings = try ServeSettings(await options.sources())
        guard case .sqlite(let path) = settings.database else {
            throw CommandFailure(
                "A PostgreSQL database is backed up with its own tools (pg_basebackup, pg_dump). See docs/operations.md."
            )
        }
        try settings.requireDatabase()
        let database = try await OpenedDatabase.open(settings, isServer: false, time: SystemTime())
        do {
            guard let store = database.store as? SQLiteStore else {
                throw CommandFailure("This is not a SQLite database.")
            }
            let backup = StoreBackup(
                store: store, blobs: settings.blobs ?? settings.database.blobsFolder ?? "blobs", folder: folder)
            try await backup.run()
            Terminal.print(Self.words(of: settings.secretKey == nil ? KeyFile(database: path).path : nil))
        } catch {
            try await database.close()
            throw error
        }
        try await database.close()
    }

    private static func words(of keyFile: String?) -> String {
        let key = keyFile.map { "in \($0)" } ?? "that of \(SettingSources.variable("secret-key"))"
        return "The secrets in it can be opened with the key alone, which is not in the backup: it is \(key)."
    }
}
