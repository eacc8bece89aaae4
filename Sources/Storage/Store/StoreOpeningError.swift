/// Why a store cannot be opened.
///
/// A `reason` is what the system or the database said, in its own words.
package enum StoreOpeningError: Error, Hashable, Sendable {
    /// SQLite does not open the file.
    case unreadableFile(path: String, reason: String)
    /// The folder of the database cannot be created.
    case databaseFolder(path: String, reason: String)
    /// The file of the database cannot be created.
    case databaseFile(path: String)
    /// The folder of the blobs cannot be created.
    case blobFolder(path: String, reason: String)
    /// PostgreSQL refuses the connection, or the migration.
    case postgres(PostgresRefusal, reason: String)
    /// PostgreSQL is older than supported: both are major versions.
    case oldPostgres(version: Int, oldest: Int)
    /// A newer version of this program migrated the database; the migrations that this one does not know.
    case newerDatabase(migrations: [String])
    /// The key is not the one that the database's secrets are sealed with.
    case otherKey
}

/// What PostgreSQL refuses when a store is opened.
package enum PostgresRefusal: Hashable, Sendable, CaseIterable {
    /// The user or the password.
    case credentials
    /// There is no such database.
    case noDatabase
    /// The user may not create tables.
    case noPermission
    case unreachable
    case other
}
