package import Domain

/// What a store refuses, apart from what goes wrong with the machine under it.
package enum StoreError: Error, Hashable, Sendable {
    /// What is to be changed is not there (any more).
    case notFound
    /// It contradicts what is there; `field` names the culprit where one field is at fault.
    case conflict(field: String?, message: String)
    /// What it says cannot be accepted; `field` names the culprit.
    case refused(field: String, message: String)
    /// A named limit is reached.
    case limit(message: String)
    /// It does not fit into what the project may use.
    case quota(QuotaBreach)
    /// More is waiting to be written than the store takes in: to be tried again a little later.
    case busy
    /// It was on its way to the disk when the store went away, and nobody could say since whether it came there.
    case unknownOutcome(String)
}
