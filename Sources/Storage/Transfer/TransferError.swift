/// Why a store cannot be exported or a stream cannot be imported: a sentence for the operator.
package struct TransferError: Error, Hashable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
