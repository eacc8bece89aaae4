import Domain
import Storage

/// What a list of deliveries may be restricted to: a state, or those that have failed and wait for a retry, which are pending
/// as well.
enum DeliveryStateFilter: Hashable, Sendable, CaseIterable {
    case state(Delivery.State)
    case retrying

    /// Retries stand beside what failed for good.
    static let allCases: [DeliveryStateFilter] = [
        .state(.pending), .state(.sending), .state(.delivered), .retrying, .state(.failed), .state(.skipped),
    ]

    init?(name: String) {
        guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }

    /// Nil if the filter takes any state.
    init?(_ filter: DeliveryFilter) {
        guard let state = filter.state else { return nil }
        self = filter.isRetrying ? .retrying : .state(state)
    }

    var name: String {
        switch self {
        case .state(let state): state.name
        case .retrying: "retrying"
        }
    }

    /// The state that all of them are in.
    var state: Delivery.State {
        switch self {
        case .state(let state): state
        case .retrying: .pending
        }
    }
}
