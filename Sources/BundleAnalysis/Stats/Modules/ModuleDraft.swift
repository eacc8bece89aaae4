import JSONLexing

/// Where the members of a module begin that are read if it turns out to be new: its id comes after most of them.
struct ModuleDraft {
    var id = StatsModules.Name.empty
    var isNumber = false
    /// The index of the module with this id.
    var known: Int?
    var name: Int?
    var condition: Int?
    var identifier: Int?
    var size: Int?
    var chunks: Int?
    var assets: Int?
    var inner: Int?
    var reasons: Int?
    var used: Int?
    var provided: Int?
    var bailout: Int?
    /// Of a group, whose modules they are.
    var children: Int?

    /// A group of modules, or the number of those that are hidden.
    var isNameless: Bool { id == .empty && name == nil && identifier == nil }

    mutating func note(_ key: JSONString, at offset: Int, _ reader: StatsReader) {
        switch key.written.count {
        case 4 where reader.matches(key, "name"): name = offset
        case 4 where reader.matches(key, "size"): size = offset
        case 6 where reader.matches(key, "chunks"): chunks = offset
        case 6 where reader.matches(key, "assets"): assets = offset
        case 7 where reader.matches(key, "modules"): inner = offset
        case 7 where reader.matches(key, "reasons"): reasons = offset
        case 8 where reader.matches(key, "children"): children = offset
        case 10 where reader.matches(key, "identifier"): identifier = offset
        case 11 where reader.matches(key, "usedExports"): used = offset
        case 15 where reader.matches(key, "providedExports"): provided = offset
        case 16 where reader.matches(key, "nameForCondition"): condition = offset
        case 19 where reader.matches(key, "optimizationBailout"): bailout = offset
        default: break
        }
    }
}
