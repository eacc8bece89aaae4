package import Signing

extension UnsealingError: Message {
    package var text: LocalizedText {
        switch self {
        case .truncated: LocalizedText(en: "An encrypted value is truncated.", zh: "加密值不完整。")
        case .unknownVersion(let version):
            LocalizedText(
                en: "An encrypted value has version \(version), which this version of Perfsee doesn't support.",
                zh: "加密值的版本为 \(version)，此版本的 Perfsee 不支持。")
        case .unknownKey(let id):
            LocalizedText(
                en: """
                    A secret was encrypted with the key \(id), which this server doesn't have. Start it with the key \
                    that the database was created with.
                    """,
                zh: "有密钥是用 \(id) 加密的，而本服务器没有它。请使用创建该数据库时的密钥启动。")
        case .tampered:
            LocalizedText(
                en: "An encrypted value was modified, or was copied from elsewhere.", zh: "加密值被修改过，或是从其他位置复制而来。")
        }
    }
}
