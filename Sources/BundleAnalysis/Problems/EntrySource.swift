/// Where the entry points of a build without stats come from.
package enum EntrySource: String, Hashable, Sendable, Codable, CaseIterable {
    /// The HTML pages.
    case pages
    /// Vite's manifest.
    case manifest
    /// The `import`s of the scripts.
    case imports
}
