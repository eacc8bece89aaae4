/// The parts of a folder that do not belong to its build, and so are neither sent nor analyzed.
package struct LeftOut: Sendable, Equatable {
    /// Folders that were not searched: `.git`, `node_modules`.
    package internal(set) var folders: [String] = []
    /// Links, and anything else that is neither a file nor a folder.
    package internal(set) var links: [String] = []
    package internal(set) var files: [String] = []
    /// Why these files were left out and others were not: `Only what the stats name is taken`.
    package internal(set) var rule = ""

    package init() {}

    package var isEmpty: Bool { folders.isEmpty && links.isEmpty && files.isEmpty }

    /// All of them, with a trailing slash for folders.
    package var names: [String] { folders.map { $0 + "/" } + links + files }

    /// Their number and a few of their names, on one line.
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
