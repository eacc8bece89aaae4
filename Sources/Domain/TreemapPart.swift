/// What of a build a treemap shows.
package enum TreemapPart: Hashable, Sendable {
    /// The first entry point or, if the build has none, the first asset.
    case first
    /// All assets of an entry point, by its name.
    case entryPoint(String)
    /// One asset, by its name.
    case asset(String)
}
