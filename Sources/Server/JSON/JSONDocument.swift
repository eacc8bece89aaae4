import JSONLexing

/// JSON whose grammar and UTF-8 were checked in one pass: a tree of nodes that point into the bytes.
struct JSONDocument: Sendable {
    /// The maximum nesting of arrays and objects.
    static let maximumDepth = 64

    enum Kind: Hashable, Sendable {
        case object, array, string, number, bool, null
    }

    struct Node: Hashable, Sendable {
        var kind: Kind
        /// The value's bytes, including quotes and brackets.
        var range: Range<Int>
        /// The member's name as written, without its quotes; empty if the value is not a member.
        var key: Range<Int>
        /// The index of the first node after this one and its descendants.
        var end: Int
    }

    let bytes: [UInt8]
    /// In the order of the text, each followed by its descendants.
    let nodes: [Node]

    /// Checks all of `bytes`, but creates nodes only down to a depth.
    /// - Parameter depth: 0 creates the root alone, 1 its members too.
    init(scanning bytes: [UInt8], recordingTo depth: Int = Self.maximumDepth) throws(JSONFault) {
        self.bytes = bytes
        nodes = try JSONScanner.scan(bytes, recordingTo: depth)
    }

    var root: JSONValue { JSONValue(document: self, index: 0) }
}
