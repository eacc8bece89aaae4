package import Domain
package import Foundation

extension DeliveryID {
    /// Its sixteen bytes.
    package var data: Data { Data(bytes) }
}
