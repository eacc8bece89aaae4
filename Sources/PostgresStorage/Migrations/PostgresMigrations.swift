/// The numbered migrations. A number, once released, never changes.
enum PostgresMigrations {
    struct Step: Sendable {
        let name: String
        let sql: String
    }

    static let steps = [
        Step(name: "0001-accounts", sql: accounts),
        Step(name: "0002-projects", sql: projects),
        Step(name: "0003-webhooks", sql: webhooks),
        Step(name: "0004-events", sql: events),
        Step(name: "0005-artifacts", sql: artifacts),
        Step(name: "0006-idempotency", sql: idempotency),
        Step(name: "0007-sessions", sql: sessions),
        Step(name: "0008-replays", sql: replays),
        Step(name: "0009-blobs", sql: blobs),
        Step(name: "0010-shares", sql: shares),
        Step(name: "0011-commits", sql: commits),
        Step(name: "0012-counted-events", sql: countedEvents),
        Step(name: "0013-depth", sql: depth),
        Step(name: "0015-token-parents", sql: tokenParents),
        Step(name: "0016-quotas", sql: quotas),
        Step(name: "0017-attempt-messages", sql: attemptMessages),
        Step(name: "0018-artifact-messages", sql: artifactMessages),
        Step(name: "0019-reanalysis", sql: reanalysis),
        Step(name: "0020-baselines", sql: baselines),
        Step(name: "0021-throttling", sql: throttling),
        Step(name: "0022-published-types", sql: publishedTypes),
        Step(name: "0023-retries", sql: retries),
        Step(name: "0024-uses", sql: uses),
        Step(name: "0025-prepared-secrets", sql: preparedSecrets),
        Step(name: "0026-budgets", sql: budgets),
        Step(name: "0027-history", sql: history),
        Step(name: "0028-access-versions", sql: accessVersions),
        Step(name: "0029-http-versions", sql: httpVersions),
        Step(name: "0030-package-copies", sql: packageCopies),
    ]
}
