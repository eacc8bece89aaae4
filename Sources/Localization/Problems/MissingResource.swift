package import Domain

/// Something that does not exist, or that the caller may not know about.
package enum MissingResource: Hashable, Sendable {
    /// Nothing in the API has this path.
    case path
    /// What a change was for was deleted in the meantime.
    case target
    case project(slug: String)
    /// The project that a build is uploaded to.
    case uploadProject(slug: String)
    case application(id: String)
    case account
    case member
    case token
    case webhook(of: WebhookOwner.Kind)
    case delivery(of: WebhookOwner.Kind)
    case replay
    case event
    case artifact
    /// An artifact that has this status has no such file.
    case artifactFile(ArtifactFile, status: Artifact.Status)
    /// An artifact cannot be compared, because it has this status and so has no report.
    case comparable(status: Artifact.Status)
    /// The artifact has no baseline.
    case baseline
    /// The file was deleted from the storage.
    case storedFile(ArtifactFile)

    /// The files that are stored for an artifact.
    package enum ArtifactFile: String, Hashable, Sendable, CaseIterable {
        case build, report, content
    }
}
