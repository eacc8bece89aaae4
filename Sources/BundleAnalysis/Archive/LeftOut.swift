/// What of a folder is no part of its build, and so is neither sent nor analysed.
package struct LeftOut: Sendable, Equatable {
    /// Folders that were not looked into: `.git`, `node_modules`.
    package internal(set) var folders: [String] = []
    /// Links, and what else is neither a file nor a folder.
    package internal(set) var links: [String] = []
    package internal(set) var files: [String] = []
    /// Why these were left out and the others were not: `Only what the stats name is taken`.
    package internal(set) var rule = ""

    package init() {}

    package var isEmpty: Bool { folders.isEmpty && links.isEmpty && files.isEmpty }

    /// All of them, the folders with a slash at their end.
    package var names: [String] { folders.map { $0 + "/" } + links + files }

    /// How many and a few of their names, on one line.
    package var sentence: String {
        let counts = [
            Self.counted(folders.count, "folder"), Self.counted(links.count, "link"), Self.counted(files.count, "file"),
        ].compactMap(\.self)
        let all = counts.count > 1 ? counts.dropLast().joined(separator: ", ") + " and " : ""
        return "Left out \(all)\(counts.last ?? "nothing"): \(Names.listed(names, first: 5)). \(rule)."
    }

    private static func counted(_ count: Int, _ noun: String) -> String? {
        switch count {
        case 0: nil
        case 1: "1 \(noun)"
        default: "\(count) \(noun)s"
        }
    }
}
