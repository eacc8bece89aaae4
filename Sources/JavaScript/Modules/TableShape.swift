/// Where a module table stands.
enum TableShape: Hashable {
    /// `name([ids],table)`, `push([[ids],table])`
    case chunk
    /// `exports.modules=`, `__webpack_modules__=`
    case assigned
    /// `}(table)`
    case argument
    /// The first variable of a function without parameters; `isNested` unless that is the outermost function.
    case firstVariable(isNested: Bool)

    /// The first variable of a module, outside of any function.
    case moduleVariable

    /// Whether what was read there is a table.
    func accepts(_ table: ModuleTableReader) -> Bool {
        switch self {
        // The place says what it is: values of other kinds are let pass.
        case .chunk: table.entries.isEmpty || table.functionCount > 0
        case .assigned: true
        case .argument: !table.hasOthers && table.functionCount > 0
        case .firstVariable(let isNested):
            !table.hasOthers && table.functionCount > 0 && !table.hasRuntimeNamesOnly
                && (!isNested || table.hasQuotedOrNumericKeys)
        case .moduleVariable:
            // Scripts of all kinds start with an array or object of functions.
            !table.hasOthers && table.functionCount > 0 && !table.isArray && table.hasQuotedOrNumericKeys
        }
    }
}
