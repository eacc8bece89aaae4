import Foundation

/// Where a server keeps what it knows.
enum DatabaseLocation: Hashable {
    /// The path of a file.
    case sqlite(String)
    /// A URL, as libpq has it. It may hold a password.
    case postgres(String)

    init(_ found: SettingSources.Found<String>) throws {
        let text = found.value
        if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") {
            self = .postgres(text)
        } else if text.hasPrefix("sqlite:"), text.count > "sqlite:".count {
            self = .sqlite(String(text.dropFirst("sqlite:".count)))
        } else {
            // Not repeated: it may be a URL with a password and a slip at its beginning.
            throw CommandFailure("\(found.source) has to read sqlite:PATH or postgres://USER:PASSWORD@HOST/DATABASE.")
        }
    }

    /// Where builds and reports lie unless the settings name a folder: `perfsee-blobs` beside `perfsee.db`; nil where it
    /// is the database itself.
    var blobsFolder: String? {
        guard case .sqlite(let path) = self else { return nil }
        return (path.hasSuffix(".db") ? String(path.dropLast(3)) : path) + "-blobs"
    }

    /// Whether one server has it for itself.
    var isOneServers: Bool {
        if case .sqlite = self { true } else { false }
    }

    /// The file that tells an administrator the way in: beside the database, or where the server was started.
    var adminFile: String {
        switch self {
        case .sqlite(let path): path + ".admin"
        case .postgres: "perfsee.admin"
        }
    }
}
