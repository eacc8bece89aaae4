/// Which of the language's two goals a text is read for.
package enum JavaScriptSourceType: Hashable, Sendable {
    /// `<!--` and `-->` are comments, and `await` is an operator in async functions alone.
    case script
    /// There are no HTML-like comments, and `await` is always an operator.
    case module
}
