/// What one pass over a script's tokens tells.
package struct ScriptReading: Hashable, Sendable {
    /// Nil if it has none.
    package let table: ModuleTable?
    /// How many bytes of white space and comments it has, those that name a license, a condition or a source map aside.
    package let removableBytes: Int

    /// Reads the script once from start to end.
    package init(_ bytes: UnsafeBufferPointer<UInt8>, sourceType: JavaScriptSourceType = .script) {
        var finder = ModuleTableFinder(TokenCursor(bytes, sourceType: sourceType))
        table = finder.find()
        removableBytes = finder.readRest()
    }
}
