/// The form of the lines of the log.
enum LogFormat: String, CaseIterable {
    /// For people.
    case text
    /// A JSON object per line, for programs.
    case json
}
