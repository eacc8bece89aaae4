/// The advisory locks with a single number. The first is "perfsee" in ASCII; duplicates would not compile.
///
/// PostgreSQL keeps locks with two numbers, those of `PostgresSubscriptions` and of shares, apart from these.
enum AdvisoryLock: Int64 {
    /// Held while migrating.
    case migrating = 0x7065_7266_7365_65
    /// Held while creating or dropping partitions.
    case partitions = 0x7065_7266_7365_66
    /// Held while pruning, for a whole round.
    case pruning = 0x7065_7266_7365_67
    /// Held while creating the first administrator.
    case firstAdministrator = 0x7065_7266_7365_68
}
