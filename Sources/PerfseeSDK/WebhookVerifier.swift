public import Foundation
public import Signing

/// Verifies that a request was sent by Perfsee, and reads its event.
///
/// ```swift
/// let verifier = try WebhookVerifier(secret: secret)
/// let delivery = try verifier.verify(headers: { request.headers[$0] }, body: body)
/// guard try await seen.insert(delivery.id) else { return .ok }
/// if case .bundleFinished(let event) = try delivery.event() {
///     print(event.artifact.score ?? 0)
/// }
/// ```
///
/// Signatures are compared in constant time. Pass the body exactly as it was received: JSON that was parsed and encoded
/// again has different bytes.
public struct WebhookVerifier: Sendable, Redacted {
    /// The default tolerance between a request's timestamp and the current time, in either direction: five minutes.
    public static let defaultTolerance: Duration = .seconds(300)

    private let secrets: [WebhookSecret]
    private let tolerance: Duration

    /// Creates a verifier for the webhook with this secret.
    ///
    /// - Parameters:
    ///   - secret: the webhook's secret as it was set or generated, including any `whsec_` prefix.
    ///   - older: previous secrets that are still accepted after a rotation.
    ///   - tolerance: the maximum difference between a request's timestamp and the current time, in either direction.
    ///     Standard Webhooks only.
    /// - Throws: `InvalidSecret` if one of the secrets is not valid.
    public init(
        secret: String, older: [String] = [], tolerance: Duration = WebhookVerifier.defaultTolerance
    ) throws(InvalidSecret) {
        var secrets = [try WebhookSecret(secret)]
        for text in older {
            secrets.append(try WebhookSecret(text))
        }
        self.secrets = secrets
        self.tolerance = tolerance
    }

    /// Verifies one request.
    ///
    /// - Parameters:
    ///   - headers: looks a header up by its name, ignoring case; returns nil if the header is missing.
    ///   - body: the request's body, byte for byte.
    ///   - scheme: which of the two signatures to check.
    ///   - now: the time to compare the request's timestamp with.
    /// - Returns: the verified delivery.
    /// - Throws: ``WebhookVerificationError`` if the request must not be trusted.
    public func verify(
        headers: (String) -> String?, body: [UInt8], scheme: SignatureScheme = .standardWebhooks, now: Date = Date()
    ) throws(WebhookVerificationError) -> VerifiedDelivery {
        switch scheme {
        case .standardWebhooks: try verifyStandardWebhooks(headers: headers, body: body, now: now)
        case .perfsee: try verifyPerfsee(headers: headers, body: body)
        }
    }

    /// Verifies one request whose headers are in a dictionary. The case of their names is ignored.
    ///
    /// - Parameters:
    ///   - headers: the request's headers.
    ///   - body: the request's body, byte for byte.
    ///   - scheme: which of the two signatures to check.
    ///   - now: the time to compare the request's timestamp with.
    /// - Returns: the verified delivery.
    /// - Throws: ``WebhookVerificationError`` if the request must not be trusted.
    public func verify(
        headers: [String: String], body: [UInt8], scheme: SignatureScheme = .standardWebhooks, now: Date = Date()
    ) throws(WebhookVerificationError) -> VerifiedDelivery {
        let lowercased = Dictionary(headers.map { ($0.key.lowercased(), $0.value) }) { first, _ in first }
        return try verify(headers: { lowercased[$0.lowercased()] }, body: body, scheme: scheme, now: now)
    }

    private func verifyPerfsee(
        headers: (String) -> String?, body: [UInt8]
    ) throws(WebhookVerificationError) -> VerifiedDelivery {
        let signature = try Self.value(of: PerfseeSignature.headerName, in: headers)
        let id = try Self.value(of: VerifiedDelivery.idHeaderName, in: headers)
        let matches = secrets.map { PerfseeSignature.verify(signature, body: body, with: $0) }
        guard matches.contains(true) else { throw .wrongSignature }
        return VerifiedDelivery(id: id, body: body, depth: Self.depth(headers))
    }

    private func verifyStandardWebhooks(
        headers: (String) -> String?, body: [UInt8], now: Date
    ) throws(WebhookVerificationError) -> VerifiedDelivery {
        let signatures = try Self.value(of: StandardWebhooksSignature.headerName, in: headers)
        let id = try Self.value(of: StandardWebhooksSignature.idHeaderName, in: headers)
        let text = try Self.value(of: StandardWebhooksSignature.timestampHeaderName, in: headers)
        guard let timestamp = Int64(text) else { throw .malformedTimestamp(text) }
        try check(timestamp, against: now)
        let matches = secrets.map {
            StandardWebhooksSignature.verify(signatures, id: id, timestamp: timestamp, body: body, with: $0)
        }
        guard matches.contains(true) else { throw .wrongSignature }
        return VerifiedDelivery(id: id, body: body, depth: Self.depth(headers))
    }

    private static func depth(_ headers: (String) -> String?) -> Int {
        headers(VerifiedDelivery.depthHeaderName).flatMap { Int($0) } ?? 0
    }

    private func check(_ timestamp: Int64, against now: Date) throws(WebhookVerificationError) {
        let age = now.timeIntervalSince1970.rounded(.down) - Double(timestamp)
        let allowed = Double(tolerance.components.seconds)
        guard age <= allowed else { throw .tooOld(seconds: Int64(clamping: age)) }
        guard age >= -allowed else { throw .tooNew(seconds: Int64(clamping: -age)) }
    }

    private static func value(
        of name: String, in headers: (String) -> String?
    ) throws(WebhookVerificationError) -> String {
        guard let value = headers(name), !value.isEmpty else { throw .missingHeader(name) }
        return value
    }
}

/// The two signatures that a delivery carries.
public enum SignatureScheme: Sendable, Hashable, CaseIterable {
    /// `webhook-signature`, which covers the delivery's ID and the timestamp as well as the body. Prefer this one:
    /// replayed old requests are rejected.
    case standardWebhooks
    /// `X-Perfsee-Signature-256`, which covers only the body.
    case perfsee
}

extension Int64 {
    /// `value` without its fraction, clamped to the range.
    fileprivate init(clamping value: Double) {
        self = value >= 0x1p63 ? .max : value <= -0x1p63 ? .min : Int64(value)
    }
}
