import ArgumentParser
import Foundation
import Storage

/// `perfsee export`
struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "On the server: write everything, or one project, as a stream for `perfsee import`.",
        discussion: """
            What is written is the store at one moment, whichever the database; a server may be running on it. Secrets \
            are written as they lie, sealed with the server's key, which is not in the stream.

            With --project: the project, its webhooks with their secrets, events, deliveries, artifacts with their \
            builds and reports, replays, its members and those tokens of theirs that are for it alone. Members become \
            no administrators of the server that they come to. Applications are the server's and stay, with their webhooks \
            and what was delivered to those.

            EXAMPLES:
              perfsee export --output perfsee.export
              perfsee export --project shop --database sqlite:/var/lib/perfsee/perfsee.db | gzip > shop.gz
            """)

    @Option(help: ArgumentHelp("The project to export. Default: everything", valueName: "id"))
    var project: String?
    @Option(name: .shortAndLong, help: ArgumentHelp("A new file. Default: standard output", valueName: "file"))
    var output: String?
    @OptionGroup var options: TransferOptions

    func run() async throws {
        guard output != nil || !Terminal.isOutput else {
            throw CommandFailure("An export is not meant for a terminal: name a file with --output, or use a pipe.")
        }
        let settings = try ServeSettings(await options.sources())
        try settings.requireDatabase()
        let database = try await OpenedDatabase.open(settings, isServer: false, time: SystemTime())
        do {
            let file = try output.map { try NewFile($0) }
            do {
                try await export(database, to: file?.descriptor ?? STDOUT_FILENO)
                try file?.finish()
            } catch {
                file?.discard()
                if let fault = error as? LineSink.Closed, file == nil {
                    Terminal.note(fault.code)
                    throw ExitCode.success
                }
                throw error
            }
        } catch {
            try await database.close()
            throw error
        }
        try await database.close()
    }

    private func export(_ database: OpenedDatabase, to descriptor: Int32) async throws {
        let progress = TransferProgress("Exporting")
        let counts = try await StoreExport(
            database.store, database.blobs, project: project, to: LineSink(descriptor), notify: progress.note
        ).run()
        progress.end("Exported", counts)
    }
}
