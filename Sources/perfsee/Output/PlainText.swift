extension String {
    /// The text on one line, without terminal control characters: it may come from an untrusted server.
    var plain: String {
        String(String.UnicodeScalarView(unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }
}
