/// JSON whose grammar and UTF-8 were checked in one pass: a tree of nodes that point into the bytes.
struct JSONDocument: Sendable {
    /// The most arrays and objects that may lie within each other.
    static let maximumDepth = 64

    enum Kind: Hashable, Sendable {
        case object, array, string, number, bool, null
    }

    struct Node: Hashable, Sendable {
        var kind: Kind
        /// The value's bytes, quotes and brackets included.
        var range: Range<Int>
        /// The member's name as it is written, without its quotes; empty where the value is no member.
        var key: Range<Int>
        /// The index of the first node that is not within this one.
        var end: Int
    }

    let bytes: [UInt8]
    /// In the order of the text, each followed by those within it.
    let nodes: [Node]

    /// Checks all of `bytes`, but makes nodes only down to a depth.
    /// - Parameter depth: 0 makes the root alone, 1 its members too.
    init(scanning bytes: [UInt8], recordingTo depth: Int = Self.maximumDepth) throws(JSONFault) {
        self.bytes = bytes
        nodes = try JSONScanner.scan(bytes, recordingTo: depth)
    }

    var root: JSONValue { JSONValue(document: self, index: 0) }
}
