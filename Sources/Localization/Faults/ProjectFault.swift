/// What is wrong with a project's field.
package enum ProjectFault: Hashable, Sendable {
    /// The ID has other characters, or digits only.
    case idCharacters
    /// The ID is the path of a page.
    case reservedID
    /// What is between the slashes of a baseline branch is not a regular expression.
    case invalidPattern
    /// Not the https URL of a repository's page.
    case notARepositoryURL
    /// What was typed to confirm is not the project's ID.
    case unconfirmedID
}
