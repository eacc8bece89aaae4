/// Why bytes are not JSON as this server takes it.
struct JSONFault: Error, Hashable {
    enum Kind: Hashable {
        case empty
        /// A byte that the grammar does not allow there.
        case unexpectedByte
        /// The text ends in the middle of a value.
        case unexpectedEnd
        case invalidUTF8
        /// A control character that is not escaped in a string.
        case controlCharacter
        case invalidEscape
        case invalidNumber
        case tooDeep
    }

    var kind: Kind
    /// Counts bytes from 0.
    var offset: Int

    /// What is wrong, for whoever wrote the body.
    var sentence: String {
        switch kind {
        case .empty: "The body is empty; it must be a JSON object."
        case .unexpectedByte: "The body is not JSON: byte \(offset) does not belong there."
        case .unexpectedEnd: "The body is not JSON: it ends at byte \(offset) in the middle of a value."
        case .invalidUTF8: "The body is not UTF-8: byte \(offset) does not belong there."
        case .controlCharacter: "The body is not JSON: the control character at byte \(offset) must be escaped."
        case .invalidEscape: "The body is not JSON: there is no such escape as the one at byte \(offset)."
        case .invalidNumber: "The body is not JSON: the number at byte \(offset) is malformed."
        case .tooDeep: "The body nests deeper than \(JSONDocument.maximumDepth) at byte \(offset)."
        }
    }
}
