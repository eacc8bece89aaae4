package import Foundation

/// What differs between two builds. Equal builds make equal bytes.
package struct BuildDiff: Sendable, Codable, Equatable {
    package var score: Compared<Int>
    /// Of all distinct assets of all entry points.
    package var size: Compared<AssetSize>
    /// In the order of the current build; then those that were removed.
    package var entryPoints: [EntryPointDiff]
    package var addedEntryPoints: [String]
    package var removedEntryPoints: [String]
    /// All assets, those of the current build first.
    package var assets: [AssetPair]
    /// Of ``size``.
    package var change: ChangeAccount

    /// The diff as JSON; equal diffs produce equal bytes.
    package func encoded() throws -> Data { try CanonicalJSON.encode(self) }
}
