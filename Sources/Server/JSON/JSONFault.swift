/// Why bytes are not JSON that this server accepts.
package struct JSONFault: Error, Hashable {
    enum Kind: Hashable {
        case empty
        /// A byte that the grammar does not allow there.
        case unexpectedByte
        /// The text ends in the middle of a value.
        case unexpectedEnd
        case invalidUTF8
        /// An unescaped control character in a string.
        case controlCharacter
        case invalidEscape
        case invalidNumber
        case tooDeep
    }

    var kind: Kind
    /// Counts bytes from 0.
    var offset: Int

    /// What is wrong, for the author of the body.
    var sentence: String { sentence(about: "The body") }

    /// What is wrong with bytes that should be JSON; nil if nothing is.
    ///
    /// - Parameter subject: what they are called at the beginning of the sentence.
    package static func sentence(about subject: String, _ bytes: [UInt8]) -> String? {
        do {
            _ = try JSONDocument(scanning: bytes, recordingTo: 0)
            return nil
        } catch {
            return error.sentence(about: subject)
        }
    }

    private func sentence(about subject: String) -> String {
        switch kind {
        case .empty: "\(subject) is empty; it must be a JSON object."
        case .unexpectedByte: "\(subject) is not JSON: byte \(offset) does not belong there."
        case .unexpectedEnd: "\(subject) is not JSON: it ends at byte \(offset) in the middle of a value."
        case .invalidUTF8: "\(subject) is not UTF-8: byte \(offset) does not belong there."
        case .controlCharacter: "\(subject) is not JSON: the control character at byte \(offset) must be escaped."
        case .invalidEscape: "\(subject) is not JSON: there is no such escape as the one at byte \(offset)."
        case .invalidNumber: "\(subject) is not JSON: the number at byte \(offset) is malformed."
        case .tooDeep: "\(subject) nests deeper than \(JSONDocument.maximumDepth) at byte \(offset)."
        }
    }
}
