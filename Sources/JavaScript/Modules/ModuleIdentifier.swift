/// A module's id as the table has it.
package enum ModuleIdentifier: Hashable, Sendable {
    case number(Int)
    /// Unescaped. An identifier counts as a string, as in the language.
    case string(String)

    /// The property's name: `1` and `"1"` name the same module.
    package var text: String {
        switch self {
        case .number(let number): String(number)
        case .string(let text): text
        }
    }
}
