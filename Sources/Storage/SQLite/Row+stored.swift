import GRDB

extension Row: StoredRow {
    func column<Value: StoredValue>(_ name: String) throws -> Value {
        self[name]
    }
}
