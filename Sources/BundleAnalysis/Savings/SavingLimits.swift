/// Limits on what is compressed a second time to find out what a file would lose.
enum SavingLimits {
    /// So many bytes are always compressed again, if there is that much to be found out; see ``room(ofBytes:)``.
    static let least = 24 << 20
    /// The largest packages of an entry point whose saving is determined.
    static let packages = 20
    /// The entry points whose packages' savings are determined.
    static let entryPoints = 200

    /// How many bytes may be compressed again for assets of so many bytes: as many as they have.
    static func room(ofBytes count: Int) -> Int { max(least, count) }
}
