import Foundation

/// A PostgreSQL for a server that is measured from outside: prints its URL, and ends with its standard input.
enum DatabaseProcess {
    static func serve() async throws {
        let database = try await BenchDatabase.make("postgres")
        FileHandle.standardOutput.write(Data("\(database.url ?? "")\n".utf8))
        _ = try FileHandle.standardInput.readToEnd()
        try await database.remove()
    }
}
