package import Domain

extension WebhookHTTPVersion {
    /// An `http_version` column; NULL for the default, as in the rows of earlier versions, which had no choice.
    init(column text: String?) {
        self = text.flatMap(WebhookHTTPVersion.init) ?? Webhook.defaultHTTPVersion
    }

    package var column: String? { self == Webhook.defaultHTTPVersion ? nil : rawValue }
}
