/// How a size came to change. The causes and ``other`` add up to ``change``, in raw, gzip and brotli bytes.
///
/// Grown and moved bytes are told apart by module. What a module gains in some files and loses in others is moved; the rest of
/// its change is growth. Compressed shares also change where a module stays the same, because its neighbors did: as long as
/// its raw bytes are as many as before, that is no growth, and part of ``other``.
package struct ChangeAccount: Sendable, Codable, Equatable {
    package struct Total: Sendable, Codable, Equatable {
        /// How many modules.
        package var modules = 0
        package var size = SizeChange.zero
    }

    package var change: SizeChange
    /// Modules that have more raw bytes, new ones included.
    package var grown = Total()
    /// Modules that have fewer raw bytes, removed ones included; negative.
    package var shrunk = Total()
    /// Bytes that are in another file now. Compressed bytes are shares of where they are now.
    package var moved = Total()
    /// The largest first, at most ten.
    package var causes: [ChangeCause] = []
    /// All other modules, files and runtimes, and what compression makes of unchanged ones.
    package var other: SizeChange
    /// True if so much has changed in all entry points together that this one's modules were not looked at.
    package var skipped: Bool?
}
