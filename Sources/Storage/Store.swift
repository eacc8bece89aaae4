/// Everything that is stored, as one source of truth: what a backend has to implement, one protocol per noun.
package typealias Store = ProjectStore & WebhookStore & EventStore & DeliveryQueue & DeliveryLog & ArtifactStore
    & AnalysisQueue & AccountStore & TokenStore & SessionStore & GuessStore & MemberStore & ReplayStore & ChangeFeed
    & OverviewStore & StatisticsStore & ApplicationStore & RetentionStore & ConcurrencyQuotaStore & TransferStore
    & Maintenance & SkipFeed & SettingsStore & UseStore & AccessVersions & HistoryStore & BudgetStore
