/// An event about a build's budgets or its comparison: those of the catalog beside Perfsee's four and the ping.
public enum ProductEvent: Sendable, Hashable {
    /// `bundle:budget-exceeded`: an artifact exceeds a budget, and its baseline does not, or by less.
    case budgetExceeded(BundleBudgets)
    /// `bundle:budget-recovered`: on the baseline branch, every budget is kept again.
    case budgetRecovered(BundleBudgets)
    /// `bundle:accepted`: what an artifact exceeds was accepted.
    case accepted(BundleAccepted)
    /// `bundle:compared`: an artifact was compared anew, because the right baseline came later.
    case compared(BundleBudgets)

    /// The event's type on the wire, such as `bundle:budget-exceeded`.
    public var eventType: String {
        switch self {
        case .budgetExceeded: Self.exceededType
        case .budgetRecovered: Self.recoveredType
        case .accepted: Self.acceptedType
        case .compared: Self.comparedType
        }
    }

    private static let exceededType = "bundle:budget-exceeded"
    private static let recoveredType = "bundle:budget-recovered"
    private static let acceptedType = "bundle:accepted"
    private static let comparedType = "bundle:compared"

    /// Nil if it is of another type.
    init?(_ eventType: String, from body: [UInt8]) throws {
        switch eventType {
        case Self.exceededType: self = .budgetExceeded(try Envelope.payload(of: body))
        case Self.recoveredType: self = .budgetRecovered(try Envelope.payload(of: body))
        case Self.acceptedType: self = .accepted(try Envelope.payload(of: body))
        case Self.comparedType: self = .compared(try Envelope.payload(of: body))
        default: return nil
        }
    }
}
