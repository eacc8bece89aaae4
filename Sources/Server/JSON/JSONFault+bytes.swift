package import JSONLexing

extension JSONFault {
    /// What is wrong with bytes that should be JSON; nil if nothing is.
    package init?(in bytes: [UInt8]) {
        do {
            _ = try JSONDocument(scanning: bytes, recordingTo: 0)
            return nil
        } catch {
            self = error
        }
    }
}
