/// An anomaly in a build that could be analyzed all the same.
///
/// Warnings are stored with their artifact as JSON, as an ``AnalysisProblem`` is.
package enum AnalysisWarning: Hashable, Sendable, Codable {
    /// All files were analyzed as a single entry point of this name.
    case noStats(entryPoint: ShownName)
    /// The stats ask for `strictChunkRelations`, but these scripts of chunks can't be read: their chunks keep all children.
    case unreadChunkScripts(names: ShownNames)
    /// Files that the stats name are not in the build.
    case missingFiles(names: ShownNames)
    /// Files that may have been stats could not be read.
    case unreadableFiles(names: ShownNames)
    /// A file that looks like stats could not be used, and another one was.
    case unusedStats(problem: AnalysisProblem)
    /// Something is odd about this file.
    case stats(file: ShownName, note: StatsNote)
    /// No file of these entry points could be measured.
    case emptyEntryPoints(names: ShownNames)
    /// These scripts are in the stats and in the build, but no chunk uses them; `bytes` in all.
    case unusedScripts(names: ShownNames, bytes: Int)
    /// There are no stats: the entry points come from elsewhere.
    case entriesWithoutStats(source: EntrySource)
    /// The source maps of these assets are not used.
    case unusedSourceMaps(names: ShownNames, defect: MapDefect)
    /// Budgets can't be read, so none was checked: one mistake, and how many more there are.
    case unusedBudgets(origin: BudgetOrigin, fault: BudgetFileFault, more: Int)
    /// The value of an audit is too low.
    case audit(warning: AuditWarning)
    /// So many warnings are not listed.
    case more(count: Int)
}

/// Whose budgets a build is checked against.
package enum BudgetOrigin: String, Hashable, Sendable, Codable, CaseIterable {
    /// Those of the file in the build.
    case build
    /// The project's own.
    case project
}
