/// Where a worker answers questions about itself.
enum MetricsPort: Hashable {
    case listen(Int)
    /// Nowhere.
    case none

    init(_ found: SettingSources.Found<String>, of role: ServeSettings.Role) throws {
        guard role == .worker else {
            throw CommandFailure(
                "\(found.source) is for --role worker: this server answers /metrics at its --port. Leave it out.")
        }
        if found.value == "none" {
            self = .none
            return
        }
        guard let port = Int(found.value), (0...65_535).contains(port) else {
            throw CommandFailure("\(found.source) must be a port from 0 to 65535, or none; it is `\(found.value)`.")
        }
        self = .listen(port)
    }
}
