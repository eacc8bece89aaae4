/// Something that happened to an artifact and that Perfsee publishes, with all that its payload tells.
package struct BundleEvent: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// Its analysis ended.
        case finished
        case budgetExceeded(ArtifactBudgets)
        case budgetRecovered(ArtifactBudgets)
        case accepted(ExcessAcceptance)
        /// It was compared again. Nil if it has no budgets.
        case compared(ArtifactBudgets?)
    }

    package var kind: Kind
    package var artifact: Artifact
    /// The artifact it was compared with.
    package var baseline: Artifact?
    /// What made it change from the baseline; nil without one, and for `finished`, whose payload does not have them.
    package var causes: [ArtifactCause]?

    package init(_ kind: Kind, of artifact: Artifact, baseline: Artifact?, causes: [ArtifactCause]? = nil) {
        self.kind = kind
        self.artifact = artifact
        self.baseline = baseline
        self.causes = causes
    }

    package var eventType: EventType {
        switch kind {
        case .finished: .bundleFinished
        case .budgetExceeded: .bundleBudgetExceeded
        case .budgetRecovered: .bundleBudgetRecovered
        case .accepted: .bundleAccepted
        case .compared: .bundleCompared
        }
    }

    /// - Parameter publicURL: the public URL of this server, without a trailing slash.
    package func body(in project: Project, publicURL: String) -> EventBody {
        let payload = ArtifactPayload(
            project: project, artifact: artifact, baseline: baseline, publicURL: publicURL)
        return EventBody(eventType: eventType, payload: payload.bytes(of: self))
    }
}

extension EventType {
    package static let bundleBudgetExceeded = EventType(stored: "bundle:budget-exceeded")
    package static let bundleBudgetRecovered = EventType(stored: "bundle:budget-recovered")
    package static let bundleAccepted = EventType(stored: "bundle:accepted")
    package static let bundleCompared = EventType(stored: "bundle:compared")
}
