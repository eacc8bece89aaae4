package import Domain
package import Foundation

/// A value in transit between two databases.
package enum TransferValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case small(Int16)
    case boolean(Bool)
    case real(Double)
    case text(String)
    case bytes(Data)
    case uuid(DeliveryID)

    /// Nil for NULL and for anything that is not an integer.
    var number: Int64? {
        guard case .integer(let number) = self else { return nil }
        return number
    }

    var text: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }
}
