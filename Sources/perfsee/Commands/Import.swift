import ArgumentParser
import Foundation
import Signing
import Storage

/// `perfsee import`
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Load an export into this server's database.",
        discussion: """
            An import is all or nothing. A full export can only be imported into a new database, before the first \
            `perfsee serve` on it. A single project is imported next to others: its IDs stay the same if they are free, \
            otherwise they move up past the existing ones, and people are matched by email. No server may run on a SQLite \
            database during an import.

            The secrets in an export are encrypted with the key of the server that it comes from. Give this server the \
            same key (PERFSEE_SECRET_KEY, or the key file next to the database). If this server has a different key, set \
            PERFSEE_IMPORT_KEY to the other one, and the secrets are re-encrypted.

            EXAMPLES:
              perfsee import perfsee.export --database postgres://perfsee@db.example/perfsee
              gunzip < shop.gz | perfsee import
            """)

    @Argument(help: ArgumentHelp("The file to import; - is standard input.", valueName: "file"))
    var file = "-"
    @OptionGroup var options: TransferOptions

    func run() async throws {
        guard file != "-" || isatty(STDIN_FILENO) == 0 else {
            throw CommandFailure("Specify the file to import, or use a pipe.")
        }
        let sources = try await options.sources()
        let settings = try ServeSettings(sources)
        let input = try file == "-" ? STDIN_FILENO : Self.open(file)
        let source = LineSource(input)
        let header = try TransferHeader(from: source)
        let older = try sources.text("import-key").map { [try KeyFile.key($0.value, of: $0.source)] } ?? []
        // Before the database is created, because it remembers the key that it was created with.
        try Self.requireKeys(of: header, settings, older: older)
        let database = try await OpenedDatabase.open(settings, isServer: true, time: SystemTime())
        do {
            let progress = TransferProgress("Importing")
            let keyring = Keyring(current: database.keyring.current, older: older)
            let counts = try await StoreImport(
                database.store, database.blobs, keyring: keyring, notify: progress.note
            ).run(source, header)
            progress.end("Imported", counts)
        } catch {
            try await database.close()
            throw error
        }
        try await database.close()
    }

    private static func open(_ path: String) throws -> Int32 {
        let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw CommandFailure("The file \(path) can't be read: \(String(cString: strerror(errno))).")
        }
        return descriptor
    }

    private static func requireKeys(of header: TransferHeader, _ settings: ServeSettings, older: [SealingKey]) throws {
        guard !header.keys.isEmpty else { return }
        let variable = SettingSources.variable("secret-key")
        switch settings.database {
        case .sqlite(let path):
            let file = KeyFile(database: path)
            guard let keyring = try file.existing(settings.secretKey) else {
                if older.contains(where: { header.keys.contains($0.id) }) { return }
                throw CommandFailure(
                    """
                    The secrets in the export are encrypted with the key \(header.keys.joined(separator: ", ")), and this \
                    server has no key yet. Set \(variable) to that key, or put its file at \(file.path).
                    """)
            }
            try StoreImport.require(Keyring(current: keyring.current, older: older), opens: header)
        case .postgres:
            guard let key = try settings.secretKey.map({ try KeyFile.key($0, of: variable) }) else { return }
            try StoreImport.require(Keyring(current: key, older: older), opens: header)
        }
    }
}
