import ArgumentParser
import Foundation
import Storage

/// `perfsee export`
struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write everything, or one project, as a stream for `perfsee import`.",
        discussion: """
            The export is the store as it was at one moment; servers can keep running. Secrets stay encrypted with the \
            server's key, which is not in the stream.

            With --project, it exports the project, its webhooks with their secrets, events, deliveries, artifacts with \
            their builds and reports, replays, members, and the members' tokens that are for this project only. Members \
            do not become administrators of the server that imports them. Applications belong to the server and are not \
            exported, nor are their webhooks and deliveries.

            EXAMPLES:
              perfsee export --output perfsee.export
              perfsee export --project shop --database sqlite:/var/lib/perfsee/perfsee.db | gzip > shop.gz
            """)

    @Option(help: ArgumentHelp("The project to export. Default: everything", valueName: "id"))
    var project: String?
    @Option(name: .shortAndLong, help: ArgumentHelp("The file to create. Default: standard output", valueName: "file"))
    var output: String?
    @OptionGroup var options: TransferOptions

    func run() async throws {
        guard output != nil || !Terminal.isOutput else {
            throw CommandFailure(
                "An export can't be printed on a terminal. Specify a file with --output, or use a pipe.")
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
