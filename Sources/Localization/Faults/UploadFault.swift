/// What is wrong with a parameter of an upload: each begins with the parameter's name, as build plugins show it.
package enum UploadFault: Hashable, Sendable {
    case missing(name: String)
    case notUTF8(name: String)
    case text(name: String, TextFault)
    case notAnEmail(name: String)
    /// The build is of another repository than the project: both are `host/namespace/name`.
    case otherRepository(given: String, expected: String, project: String)
}
