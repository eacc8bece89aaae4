import Localization
import Storage
import Testing

@Suite("What a store refuses")
struct StorageTextTests {
    @Test("Every case has a text in each language")
    func texts() {
        for message in StoreError.samples { expectText(of: message) }
        for message in StoreConflict.samples { expectText(of: message) }
        for message in StoreLimit.samples { expectText(of: message) }
        for message in StoreRefusal.samples { expectText(of: message) }
        for message in StoreOpeningError.samples { expectText(of: message) }
        for message in BlobError.samples { expectText(of: message) }
        for message in TransferError.samples { expectText(of: message) }
        for message in RowFault.samples { expectText(of: message) }
        for message in TransferForm.samples { expectText(of: message) }
    }
}
