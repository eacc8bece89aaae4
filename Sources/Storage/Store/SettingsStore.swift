package import Domain

/// The settings of the whole server. What was never set has its default.
package protocol SettingsStore: Sendable {
    func instanceSettings() async throws -> InstanceSettings
    func setInstanceSettings(_ settings: InstanceSettings) async throws
}
