import ArgumentParser
import Foundation
import SQLiteStorage
import Storage

/// `perfsee backup`
struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Copy a SQLite database with its builds and reports, even while the server runs.",
        discussion: """
            The copy is the database as it was at one moment, and is on disk when the command ends. Builds and reports \
            are hard-linked if the folder is on the same file system, otherwise copied. The key is not copied: keep it in \
            a separate place.

            To test or restore a backup, start a server on it with the key. The key is in the key file next to the \
            original database, or in PERFSEE_SECRET_KEY. Without it, the server doesn't start.
              PERFSEE_SECRET_KEY=$(cat \(StoreBackup.databaseName).key) perfsee serve \
            --database sqlite:FOLDER/\(StoreBackup.databaseName)

            EXAMPLE:
              perfsee backup /backups/$(date +%F) --database sqlite:/var/lib/perfsee/perfsee.db
            """)

    @Argument(help: ArgumentHelp("The folder to create.", valueName: "folder"))
    var folder: String
    @OptionGroup var options: TransferOptions

    func run() async throws {
        let settings = try ServeSettings(await options.sources())
        guard case .sqlite(let path) = settings.database else {
            throw CommandFailure(
                "To back up a PostgreSQL database, use its own tools (pg_basebackup, pg_dump). See docs/operations.md."
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
            Terminal.print(Self.text(of: settings.secretKey == nil ? KeyFile(database: path).path : nil))
        } catch {
            try await database.close()
            throw error
        }
        try await database.close()
    }

    private static func text(of keyFile: String?) -> String {
        let key = keyFile ?? SettingSources.variable("secret-key")
        return
            "The backup does not contain the key to its secrets, which is in \(key). Keep a copy in a separate place."
    }
}
