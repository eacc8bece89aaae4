/// Everything that is kept, as one truth: what a backend has to offer, noun by noun.
package typealias Store = ProjectStore & WebhookStore & EventStore & DeliveryQueue & DeliveryLog & ArtifactStore
    & AnalysisQueue & AccountStore & TokenStore & SessionStore & GuessStore & MemberStore & ReplayStore & ChangeFeed
    & OverviewStore & StatisticsStore & ApplicationStore & RetentionStore & ConcurrencyQuotaStore & TransferStore
    & Maintenance
