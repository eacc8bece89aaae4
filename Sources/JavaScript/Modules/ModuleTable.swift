/// The module table of a webpack or rspack bundle: which of the script's bytes are which module.
///
/// It is found from tokens alone, in one pass, in these shapes:
/// - the first variable of a function without parameters that is called at once: `(()=>{var e={1:(e,t,n)=>{...}}...`,
///   also behind `module.exports=` and inside of a UMD wrapper, and at the top level of a module;
/// - the one argument of such a function: `!function(e){...}([function(e,t,n){...}])`;
/// - `exports.modules={...}` and `export const modules={...}`;
/// - `name([ids],table)` and `a.name([ids],table)`;
/// - `(x=x||[]).push([[ids],table,...])`;
/// - `__webpack_modules__=table`.
///
/// A table is an object, an array (holes count), or `Array(first).concat([...])`.
package struct ModuleTable: Hashable, Sendable {
    /// One value of the table.
    package struct Entry: Hashable, Sendable {
        package enum Kind: Hashable, Sendable {
            case function
            /// Another module's id, alone or with arguments in an array, or something else that is no function.
            case alias
        }

        package let id: ModuleIdentifier
        package let kind: Kind
        /// The value without parentheses around it. That of a method starts at its `(`.
        package let range: Range<Int>
    }

    /// The most values that a table may have; one with more is not read.
    package static let maximumEntryCount = 1 << 20

    /// In the order of the text.
    package let entries: [Entry]
    /// The whole table: the object or array literal, or the call that makes it.
    package let range: Range<Int>
    /// The entry modules that webpack has put after its runtime, outside of the table: one range for each that has a
    /// function of its own, one for each run of statements that have none.
    ///
    /// Known only for tables in the first variable of a function. What comes after the last part that is the runtime's
    /// is taken for entry modules: in development builds lines without `/******/`, in minified ones
    /// what follows the last assignment to a property of webpack's require function. Statements that only
    /// require modules of the table are not counted if nothing else follows. The runtime code that minifiers
    /// merge into an entry's statements counts as the entry's.
    package let entryRanges: [Range<Int>]

    /// Finds the table; nil if there is none. The text is read at most once from start to end.
    package static func find(
        in bytes: UnsafeBufferPointer<UInt8>, sourceType: JavaScriptSourceType = .script
    ) -> ModuleTable? {
        var finder = ModuleTableFinder(TokenCursor(bytes, sourceType: sourceType))
        return finder.find()
    }
}
