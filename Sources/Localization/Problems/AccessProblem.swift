package import Domain

/// Why a caller of the API may not do what the request asks for.
package enum AccessProblem: Hashable, Sendable {
    case missingToken
    case malformedAuthorization
    /// The token is unknown, expired or revoked.
    case invalidToken
    /// The token is not allowed to do this in the project.
    case project(slug: String, need: Access.Need)
    case listingProjects
    case application
    case instance
    /// Creating a project, which this server may leave to its administrators.
    case creatingProject(ProjectCreators)
    /// Publishing an event type of Perfsee's own.
    case ownEventType(EventType)
    /// Uploading a build.
    case upload
    case creatingToken
    /// The new token would expire after the one that creates it.
    case outlivingToken(end: Timestamp)
    case revokingToken
    /// Neither a token nor one that it created can keep its descendants.
    case keepingDescendants
}
