import Delivery

extension Retention {
    /// From the settings, with defaults for what they leave out.
    init(_ sources: SettingSources) throws {
        self.init()
        days = try Self.count("retention-days", sources) ?? days
        artifactDays = try Self.count("artifact-retention-days", sources) ?? artifactDays
        artifactCount = try Self.count("artifact-retention-count", sources) ?? artifactCount
    }

    private static func count(_ name: String, _ sources: SettingSources) throws -> Int? {
        try sources.text(name).map { found in
            guard let count = Int(found.value), range.contains(count) else {
                throw CommandFailure(
                    "\(found.source) must be a whole number from \(range.lowerBound) to \(range.upperBound); it is "
                        + "`\(found.value)`.")
            }
            return count
        }
    }
}
