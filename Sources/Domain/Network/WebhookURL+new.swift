extension WebhookURL {
    /// Reads the URL of a new webhook, which has to be written as it is sent: what would be dropped or encoded on the
    /// way is refused, because it may be a mistake. A URL that is stored already, by an earlier version or an import, is
    /// sent in any case.
    package init(new text: String) throws(WebhookURLFault) {
        try self.init(text)
        // A `#` ends the host, so wherever it is, it begins a fragment.
        guard !text.utf8.contains(UInt8(ascii: "#")) else { throw .fragment }
        guard text.utf8.last != UInt8(ascii: " ") else { throw .spaceAtEnd }
        if let scalar = text.unicodeScalars.first(where: { !$0.isASCII || !Self.isPlain(UInt8($0.value)) }) {
            throw .unencoded(
                character: String(scalar), encoded: String(scalar).utf8.map(Self.encoded).joined())
        }
        let authority = text.split(byte: "/", omittingEmptySubsequences: false)[2].split(byte: "?")[0]
        guard !authority.hasByteSuffix(":") else { throw .emptyPort }
    }
}
