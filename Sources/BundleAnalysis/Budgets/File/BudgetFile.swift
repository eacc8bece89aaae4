/// The budgets of a file, `perfsee-budgets.yaml`.
package struct BudgetFile: Sendable, Equatable {
    /// What the file is called in a build.
    package static let name = MemberPath.budgets

    package let budgets: [Budget]

    /// - Throws: all that is wrong with it.
    package init(_ bytes: [UInt8]) throws(BudgetFileFaults) {
        let root: BudgetYAML.Value?
        do throws(BudgetFileFault) {
            root = try BudgetYAML.value(of: bytes)
        } catch {
            throw BudgetFileFaults(faults: [error])
        }
        var reader = BudgetFileReader()
        let budgets = reader.budgets(root)
        guard reader.faults.isEmpty else { throw BudgetFileFaults(faults: reader.faults) }
        self.budgets = budgets
    }
}
