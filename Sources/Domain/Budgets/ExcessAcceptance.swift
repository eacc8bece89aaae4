/// That somebody accepted what an artifact exceeds.
package struct ExcessAcceptance: Hashable, Sendable {
    /// The longest reason, in Unicode scalars.
    package static let longestReason = 1_000
    /// How many acceptances of earlier artifacts, the newest, count for a later one.
    package static let maximumConsidered = 100

    package var artifact: Artifact.ID
    /// Who it was; the account may be gone by now.
    package var account: Account.ID
    /// The name of the account at the time.
    package var acceptedBy: String
    package var reason: String
    /// What was accepted, as it was exceeded.
    package var excesses: [ArtifactBudgets.Verdict]
    package var acceptedAt: Timestamp

    package init(
        artifact: Artifact.ID, account: Account.ID, acceptedBy: String, reason: String,
        excesses: [ArtifactBudgets.Verdict], acceptedAt: Timestamp
    ) {
        self.artifact = artifact
        self.account = account
        self.acceptedBy = acceptedBy
        self.reason = reason
        self.excesses = excesses
        self.acceptedAt = acceptedAt
    }
}

/// A request to accept what an artifact exceeds.
package struct NewAcceptance: Hashable, Sendable {
    package var account: Account.ID
    package var acceptedBy: String
    package var reason: String

    package init(account: Account.ID, acceptedBy: String, reason: String) {
        self.account = account
        self.acceptedBy = acceptedBy
        self.reason = reason
    }
}
