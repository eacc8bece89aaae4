package import Domain

/// A value that the text of a statement names: `state = \(Delivery.State.pending.sql)`. It is part of the text rather
/// than a parameter wherever the database must see it to plan: a partial index is used only for the literal that it was
/// made with. So the text is the same each time, and what is stored never changes.
package protocol SQLLiteral {
    /// The value as it is stored, written as a literal.
    var sql: String { get }
}

extension SQLLiteral where Self: RawRepresentable, RawValue == Int {
    package var sql: String { String(rawValue) }
}

/// For raw values without a quote.
extension SQLLiteral where Self: RawRepresentable, RawValue == String {
    package var sql: String { "'\(rawValue)'" }
}

extension Delivery.State: SQLLiteral {}
extension Artifact.Status: SQLLiteral {}
extension Replay.State: SQLLiteral {}
extension Account.Kind: SQLLiteral {}
extension Webhook.DisabledReason: SQLLiteral {}

extension EventType {
    /// The literal of the one type that statements distinguish. Types may come from outside, so every other one is a
    /// parameter.
    package static let pingSQL = "'\(ping.text)'"
}
