import Foundation
import Glibc

/// The programs of an installed PostgreSQL, and a user who may run them: they refuse root.
struct PostgresPrograms {
    /// Where Debian's package installs them.
    static let standardFolder = "/usr/lib/postgresql/15/bin"
    /// The environment variable that names another folder.
    static let folderVariable = "PERFSEE_PG_BIN"
    /// The user that Debian's package creates.
    static let user = "postgres"

    let folder: String

    /// Throws `TemporaryPostgresError` that says what to install.
    init() throws {
        folder = ProcessInfo.processInfo.environment[Self.folderVariable] ?? Self.standardFolder
        guard FileManager.default.isExecutableFile(atPath: folder + "/initdb") else {
            throw TemporaryPostgresError(
                """
                There is no PostgreSQL in \(folder). Install it (apt-get install postgresql-15), or set \
                \(Self.folderVariable) to the folder of its initdb.
                """)
        }
    }

    static var isRoot: Bool { geteuid() == 0 }

    /// The command that runs one of the programs, as a user that it accepts.
    func command(_ program: String, _ arguments: [String]) -> [String] {
        let words = ["\(folder)/\(program)"] + arguments
        guard Self.isRoot else { return words }
        return ["/usr/bin/setpriv", "--reuid=\(Self.user)", "--regid=\(Self.user)", "--clear-groups", "--"] + words
    }

    /// Blocks until the program has ended. Its output goes to the file `log`.
    func run(_ program: String, _ arguments: [String], log: String) throws {
        try Self.run(command(program, arguments), log: log)
    }

    static func run(_ words: [String], log: String) throws {
        guard try Child.start(words, log: log).wait() == 0 else {
            let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
            throw TemporaryPostgresError("\(words.joined(separator: " ")) failed: \(text.suffix(2_000))")
        }
    }
}

/// Why there is no server: a sentence for the developer.
package struct TemporaryPostgresError: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
