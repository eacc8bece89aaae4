import Foundation

/// What a webhook told: one case for each event type of Perfsee's catalogue, and one for all others.
///
/// Fields that are not known are passed over, so that a newer Perfsee can add some. Whatever can be null on the wire is
/// optional here.
public enum WebhookEvent: Sendable, Hashable {
    /// `bundle:finished`: a bundle analysis ended, passed or failed.
    case bundleFinished(BundleFinished)
    /// `lab:snapshot-completed`: a lab snapshot completed.
    case labSnapshotCompleted(LabSnapshotCompleted)
    /// `lab:snapshot-report-completed`: one report of a lab snapshot completed.
    case labSnapshotReportCompleted(LabSnapshotReportCompleted)
    /// `source:finished`: a source analysis ended.
    case sourceFinished(SourceFinished)
    /// `ping`: the webhook is tested.
    case ping(Ping)
    /// An event type that the catalogue does not know: a project's own, or one of a newer Perfsee.
    case other(OtherEvent)

    /// The event that a request's body tells of.
    ///
    /// Read only bodies whose signature was verified, or let ``WebhookVerifier`` do both.
    ///
    /// - Parameter body: the request's body, a JSON object with `eventType` and `payload`.
    public init(body: [UInt8]) throws(UnreadableEvent) {
        let eventType = try Envelope.eventType(of: body)
        do {
            self = try Self.read(eventType, from: body)
        } catch let error as UnreadableEvent {
            throw error
        } catch {
            throw .unexpectedPayload(eventType: eventType, reason: DecodingFailure.sentence(for: error))
        }
    }

    /// The event's type as the wire writes it, e.g. `bundle:finished`.
    public var eventType: String {
        switch self {
        case .bundleFinished: BundleFinished.eventType
        case .labSnapshotCompleted: LabSnapshotCompleted.eventType
        case .labSnapshotReportCompleted: LabSnapshotReportCompleted.eventType
        case .sourceFinished: SourceFinished.eventType
        case .ping: Ping.eventType
        case .other(let event): event.eventType
        }
    }

    private static func read(_ eventType: String, from body: [UInt8]) throws -> WebhookEvent {
        switch eventType {
        case BundleFinished.eventType: .bundleFinished(try Envelope.payload(of: body))
        case LabSnapshotCompleted.eventType: .labSnapshotCompleted(try Envelope.payload(of: body))
        case LabSnapshotReportCompleted.eventType: .labSnapshotReportCompleted(try Envelope.payload(of: body))
        case SourceFinished.eventType: .sourceFinished(try Envelope.payload(of: body))
        case Ping.eventType: .ping(try Envelope.payload(of: body))
        default: .other(OtherEvent(eventType: eventType, payload: try Envelope.rawPayload(of: body)))
        }
    }
}

/// Why a body cannot be read as an event.
public enum UnreadableEvent: Error, Equatable, Sendable, CustomStringConvertible {
    /// It is no JSON object with `eventType` and `payload`.
    case notAnEvent(reason: String)
    /// It is of a type of the catalogue, but its payload is not what the catalogue says.
    case unexpectedPayload(eventType: String, reason: String)

    /// What is wrong, in a sentence.
    public var description: String {
        switch self {
        case .notAnEvent(let reason): "The body is not a Perfsee event: \(reason)"
        case .unexpectedPayload(let type, let reason): "The payload of this \(type) event cannot be read: \(reason)"
        }
    }
}
