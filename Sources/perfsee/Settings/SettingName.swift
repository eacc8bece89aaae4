import Domain

/// The names of all settings, and suggestions for misspelled ones.
enum SettingName {
    static let all = [
        "host", "port", "socket", "database", "blobs", "role", "public-url", "trust-proxy", "allow-network",
        "deny-network", "allow-port", "ca-file", "webhook-proxy", "retry-schedule", "retention-days",
        "artifact-retention-days", "artifact-retention-count", "quota-events", "quota-event-bytes",
        "quota-artifact-bytes", "disk-floor", "unpack-limit", "analysis-disk", "admin-token", "secret-key",
        "import-key", "log-level", "log-format", "metrics-port",
    ]

    /// Why a line of a configuration file is refused.
    static func refusal(of key: String, in file: String) -> String {
        let fault = "`\(key.plain)` in \(file) is not a setting."
        guard let meant = nearest(to: key) else { return "\(fault) The settings are: \(all.joined(separator: ", "))." }
        return "\(fault) Did you mean `\(meant)`?"
    }

    /// The setting that `key` is probably a misspelling of; nil if none is close.
    static func nearest(to key: String) -> String? {
        // `public_url` and `PUBLIC-URL` differ in spelling only, so they count as equal.
        let wanted = key.lowercased().map { (letter: Character) -> Character in letter.isLetter ? letter : "-" }
        let ranked = all.map { (name: $0, distance: EditDistance.between(wanted, Array($0))) }
        let near = ranked.filter { $0.distance <= min(3, $0.name.count / 2) }
        return near.min { $0.distance < $1.distance }?.name
    }
}
