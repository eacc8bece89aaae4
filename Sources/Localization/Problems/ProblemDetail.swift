package import Domain
package import Storage

/// What the API and the pages answer when a request fails.
package enum ProblemDetail: Hashable, Sendable {
    /// The request cannot be read.
    case request(RequestProblem)
    /// These fields are at fault; the problem has a fault for each.
    case invalidFields([String])
    /// One fault that explains the whole problem.
    case fault(FaultReason)
    case access(AccessProblem)
    case missing(MissingResource)
    case conflict(StoreConflict)
    case limit(StoreLimit)
    case idempotency(IdempotencyProblem)
    case capacity(CapacityProblem)
    case quota(QuotaBreach)
    case inspection(BuildInspectionFailure)
    case page(PageProblem)
}
