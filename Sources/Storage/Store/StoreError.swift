package import Domain

/// What a store refuses, as opposed to failures of the underlying machine.
package enum StoreError: Error, Hashable, Sendable {
    /// The target of the change does not exist, or no longer does.
    case notFound
    /// The change conflicts with what is stored.
    case conflict(StoreConflict)
    /// A value cannot be accepted.
    case refused(StoreRefusal)
    /// A named limit is reached.
    case limit(StoreLimit)
    /// The request does not fit into the project's quota.
    case quota(QuotaBreach)
    /// More is waiting to be written than the store takes in; try again a little later.
    case busy
    /// The write was on its way to disk when the store went away, and whether it got there could not be determined
    /// since.
    case unknownOutcome(String)
}
