import Domain

extension WebhookHTTPVersion {
    /// An `http_version` column; NULL in the rows of earlier versions, which had no choice.
    init(column text: String?) {
        self = text.flatMap(WebhookHTTPVersion.init) ?? Webhook.defaultHTTPVersion
    }
}
