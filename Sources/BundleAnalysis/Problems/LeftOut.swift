/// The parts of a folder that do not belong to its build, and so are neither sent nor analyzed.
package struct LeftOut: Hashable, Sendable, Codable {
    /// Why some files were left out and others were not. Videos always are.
    package enum Rule: String, Hashable, Sendable, Codable, CaseIterable {
        /// Only files that the stats name are part of the build.
        case namedByStats
        /// There are no stats: only files that a browser loads are part of the build.
        case loadedByBrowsers
    }

    /// Folders that were not searched: `.git`, `node_modules`.
    package internal(set) var folders: [String] = []
    /// Links, and anything else that is neither a file nor a folder.
    package internal(set) var links: [String] = []
    package internal(set) var files: [String] = []
    package internal(set) var rule = Rule.loadedByBrowsers

    package init() {}

    package var isEmpty: Bool { folders.isEmpty && links.isEmpty && files.isEmpty }

    /// All of them, with a trailing slash for folders.
    package var names: [String] { folders.map { $0 + "/" } + links + files }
}
