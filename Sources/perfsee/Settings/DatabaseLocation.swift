import Foundation

/// Where a server keeps its data.
enum DatabaseLocation: Hashable {
    /// The path of a file.
    case sqlite(String)
    /// A libpq URL. It may contain a password.
    case postgres(String)

    init(_ found: SettingSources.Found<String>) throws {
        let text = found.value
        if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") {
            self = .postgres(text)
        } else if text.hasPrefix("sqlite:"), text.count > "sqlite:".count {
            self = .sqlite(String(text.dropFirst("sqlite:".count)))
        } else {
            // The value is not repeated: it may be a URL with a password and a typo at its beginning.
            throw CommandFailure(
                "\(found.source) must have the form sqlite:PATH or postgres://USER:PASSWORD@HOST/DATABASE.")
        }
    }

    /// Where builds and reports are stored unless the settings name a folder: `perfsee-blobs` next to `perfsee.db`; nil
    /// if they are in the database itself.
    var blobsFolder: String? {
        guard case .sqlite(let path) = self else { return nil }
        return (path.hasSuffix(".db") ? String(path.dropLast(3)) : path) + "-blobs"
    }

    /// Whether a single server uses it exclusively.
    var isOneServers: Bool {
        if case .sqlite = self { true } else { false }
    }

    /// The file that tells an administrator how to sign in: next to the database, or where the server was started.
    var adminFile: String {
        switch self {
        case .sqlite(let path): path + ".admin"
        case .postgres: "perfsee.admin"
        }
    }
}
