extension String {
    /// The text on one line, without what could steer a terminal: it may come from a stranger's server.
    var plain: String {
        String(String.UnicodeScalarView(unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }
}
