package import Domain
package import Foundation
package import Signing

/// The encrypted parts of a webhook, bound to it, so that they cannot be moved to another webhook's row.
package struct SealedWebhook {
    /// The most secrets that sign at once: the next rotation ends the oldest.
    package static let maximumSecrets = 4

    private let id: Webhook.ID
    private let keyring: Keyring

    package init(_ id: Webhook.ID, _ keyring: Keyring) {
        self.id = id
        self.keyring = keyring
    }

    package func seal(_ secret: String) throws -> Data {
        Data(try keyring.seal(Array(secret.utf8), context: secretContext))
    }

    /// Nil for none.
    package func seal(_ headers: [Attempt.Header]) throws -> Data? {
        guard !headers.isEmpty else { return nil }
        return Data(try keyring.seal(Array(HeaderLines.text(headers).utf8), context: headersContext))
    }

    package func secret(_ sealed: Data) throws -> String {
        String(decoding: try keyring.open(Array(sealed), context: secretContext), as: UTF8.self)
    }

    package func headers(_ sealed: Data?) throws -> [Attempt.Header] {
        guard let sealed else { return [] }
        return HeaderLines.headers(
            String(decoding: try keyring.open(Array(sealed), context: headersContext), as: UTF8.self))
    }

    /// The same data for a webhook with another id, sealed with the current key. Throws `UnsealingError` if it cannot
    /// be opened; returns it byte for byte if nothing changes.
    package func resealed(_ sealed: Data, _ part: SealedPart, for other: Webhook.ID) throws -> Data {
        let plaintext = try keyring.open(Array(sealed), context: context(part))
        guard other != id || !keyring.isCurrent(Array(sealed)) else { return sealed }
        return Data(try keyring.seal(plaintext, context: SealedWebhook(other, keyring).context(part)))
    }

    private func context(_ part: SealedPart) -> String {
        switch part {
        case .secret: secretContext
        case .headers: headersContext
        }
    }

    private var secretContext: String { "webhook:\(id):secret" }
    private var headersContext: String { "webhook:\(id):headers" }
}

/// The parts of a webhook that are sealed.
package enum SealedPart: Hashable, Sendable {
    case secret, headers
}
