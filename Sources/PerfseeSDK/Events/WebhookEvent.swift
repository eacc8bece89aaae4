import Foundation

/// A webhook event: one case for each of Perfsee's event types and the ping, one for the other types in the catalog,
/// and one for all others.
///
/// Unknown fields are ignored, so that a newer Perfsee can add some. Fields that can be null on the wire are optional
/// here.
public enum WebhookEvent: Sendable, Hashable {
    /// `bundle:finished`: a bundle analysis ended, passed or failed.
    case bundleFinished(BundleFinished)
    /// `lab:snapshot-completed`: a lab snapshot completed.
    case labSnapshotCompleted(LabSnapshotCompleted)
    /// `lab:snapshot-report-completed`: one report of a lab snapshot completed.
    case labSnapshotReportCompleted(LabSnapshotReportCompleted)
    /// `source:finished`: a source analysis ended.
    case sourceFinished(SourceFinished)
    /// An event about a build's budgets or its comparison.
    case product(ProductEvent)
    /// `ping`: a test of the webhook.
    case ping(Ping)
    /// An event type that is not in the catalog: a custom one, or one of a newer Perfsee.
    case other(OtherEvent)

    /// Decodes the event in a request's body.
    ///
    /// Decode only bodies whose signature was verified, or let ``WebhookVerifier`` do both.
    ///
    /// - Parameter body: the request's body, a JSON object with `eventType` and `payload`.
    /// - Throws: ``UnreadableEvent`` if the body is not an event, or has an unexpected payload.
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

    /// The event's type on the wire, such as `bundle:finished`.
    public var eventType: String {
        switch self {
        case .bundleFinished: BundleFinished.eventType
        case .labSnapshotCompleted: LabSnapshotCompleted.eventType
        case .labSnapshotReportCompleted: LabSnapshotReportCompleted.eventType
        case .sourceFinished: SourceFinished.eventType
        case .product(let event): event.eventType
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
        default:
            try ProductEvent(eventType, from: body).map(WebhookEvent.product)
                ?? .other(OtherEvent(eventType: eventType, payload: try Envelope.rawPayload(of: body)))
        }
    }
}

/// Why a body cannot be decoded as an event.
public enum UnreadableEvent: Error, Equatable, Sendable, CustomStringConvertible {
    /// The body is not a JSON object with `eventType` and `payload`.
    case notAnEvent(reason: String)
    /// The type is in the catalog, but the payload does not have the form that the catalog describes.
    case unexpectedPayload(eventType: String, reason: String)

    /// A sentence that says what is wrong.
    public var description: String {
        switch self {
        case .notAnEvent(let reason): "The body is not a Perfsee event: \(reason)"
        case .unexpectedPayload(let type, let reason): "The payload of this \(type) event can't be read: \(reason)"
        }
    }
}
