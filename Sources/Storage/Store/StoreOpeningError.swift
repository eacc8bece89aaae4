/// Why a store cannot be opened: a sentence for the operator.
package struct StoreOpeningError: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
