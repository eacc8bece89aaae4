/// The last eight significant tokens; 0 is the last one.
struct RecentTokens {
    private var ring = [JavaScriptToken?](repeating: nil, count: 8)
    private var count = 0

    mutating func append(_ token: JavaScriptToken) {
        ring[count & 7] = token
        count += 1
    }

    /// Nil before the start of the text.
    subscript(_ index: Int) -> JavaScriptToken? { ring[(count &- 1 &- index) & 7] }
}
