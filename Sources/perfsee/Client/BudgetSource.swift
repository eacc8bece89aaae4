import BundleAnalysis
import Foundation
import Localization

/// Where the budgets of a build are: in a file named on the command line, or in the build itself.
enum BudgetSource {
    /// - Parameter path: `-` is standard input.
    static func file(_ path: String) throws -> BudgetFile {
        try read(try FileInput(path: path).head(BudgetLimits.fileBytes + 1), in: path == "-" ? "standard input" : path)
    }

    /// Nil if it has none.
    static func build(_ outcome: AnalysisOutcome) throws -> BudgetFile? {
        try outcome.budgets.map { try read($0, in: BudgetFile.name) }
    }

    private static func read(_ bytes: [UInt8], in name: String) throws -> BudgetFile {
        do {
            return try BudgetFile(bytes)
        } catch {
            throw CommandFailure(RefusedBudgets(error, in: name))
        }
    }
}
