/// Why a folder cannot be analyzed or packed.
package enum FolderProblem: Hashable, Sendable, Codable {
    /// It does not exist, or its permissions do not allow reading it.
    case unreadable(folder: ShownName)
    case tooManyFiles(limit: Int)
    /// None of its files belongs to a build.
    case noBuild
    /// There is nothing to pack: everything in it was left out.
    case nothingToPack(folder: ShownName, leftOut: LeftOut)
    /// A file became shorter while it was packed.
    case shrank(file: ShownName)
    /// None of the files that the stats name is in the folder.
    case foreignStats(file: ShownName)
}
