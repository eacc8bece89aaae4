package import Storage

extension BlobError: Message {
    package var text: LocalizedText {
        switch self {
        case .invalidKey(let key):
            LocalizedText(en: "`\(key)` is not the key of a stored file.", zh: "`\(key)` 不是存储文件的键。")
        case .unwritable(.create, let reason):
            LocalizedText(en: "A file can't be created in the storage: \(reason).", zh: "无法在存储中创建文件：\(reason)。")
        case .unwritable(.write, let reason):
            LocalizedText(en: "A file can't be written to the storage: \(reason).", zh: "无法将文件写入存储：\(reason)。")
        case .unwritable(.flush, let reason):
            LocalizedText(en: "A file can't be flushed to the storage: \(reason).", zh: "无法将文件刷新到存储：\(reason)。")
        case .unwritable(.rename, let reason):
            LocalizedText(en: "A file can't be renamed in the storage: \(reason).", zh: "无法在存储中重命名文件：\(reason)。")
        }
    }
}
