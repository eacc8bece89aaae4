/// A value of a module table.
struct ModuleValue {
    enum Kind {
        case function
        /// A module's id, or an array that starts with one.
        case alias
        case other
    }

    let kind: Kind
    let range: Range<Int>
}
