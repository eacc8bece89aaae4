/// The advisory locks of one number. "perfsee" in ASCII is the first; two that were the same would not compile.
///
/// Locks of two numbers, of `PostgresSubscriptions` and of shares, are apart from these for PostgreSQL.
enum AdvisoryLock: Int64 {
    /// Whoever migrates.
    case migrating = 0x7065_7266_7365_65
    /// Whoever makes or drops partitions.
    case partitions = 0x7065_7266_7365_66
    /// Whoever prunes, for as long as a round takes.
    case pruning = 0x7065_7266_7365_67
    /// Whoever makes the first administrator.
    case firstAdministrator = 0x7065_7266_7365_68
}
