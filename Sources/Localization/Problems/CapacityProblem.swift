/// Why the server cannot do what a request asks for right now.
package enum CapacityProblem: Hashable, Sendable {
    /// Too many requests of one account or address are running.
    case requests
    /// Too many bodies of one account or address are being received.
    case bodies
    /// The server holds as many bodies in memory as it may.
    case bodyMemory
    case streams(of: StreamReader)
    case uploads
    /// More writes are waiting than the store accepts.
    case writes
    /// The queue of passwords to check is full.
    case signIns
    /// The caller tried too many emails and names to see whose they are.
    case guessedNames(minutes: Int)
    /// The account created, or tried to create, as many projects as it may within a day.
    case newProjects(limit: Int, minutes: Int)
    case storageUnavailable
    /// The database's disk is full.
    case databaseDiskFull
    /// The rest of the builds' disk is reserved for events.
    case buildDiskFull

    /// Whose share of the event streams is used up.
    package enum StreamReader: Hashable, Sendable, CaseIterable {
        case token, session, account, address, server
    }
}
