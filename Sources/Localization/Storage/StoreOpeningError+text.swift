package import Storage

extension StoreOpeningError: Message {
    package var text: LocalizedText {
        switch self {
        case .unreadableFile(let path, let reason):
            LocalizedText(en: "The database \(path) can't be opened: \(reason).", zh: "无法打开数据库 \(path)：\(reason)。")
        case .databaseFolder(let path, let reason):
            LocalizedText(
                en: "The database's folder \(path) can't be created: \(reason)", zh: "无法创建数据库的目录 \(path)：\(reason)")
        case .databaseFile(let path):
            LocalizedText(
                en: "The database \(path) can't be created. Check that this user can write to its folder.",
                zh: "无法创建数据库 \(path)。请确认当前用户可写入其目录。")
        case .blobFolder(let path, let reason):
            LocalizedText(
                en: "The folder \(path) for builds and reports can't be created: \(reason)",
                zh: "无法创建存放构建和报告的目录 \(path)：\(reason)")
        case .postgres(let refusal, let reason): refusal.text(reason: reason)
        case .oldPostgres(let version, let oldest):
            LocalizedText(
                en: "The database server is PostgreSQL \(version). PostgreSQL \(oldest) or later is required.",
                zh: "数据库服务器为 PostgreSQL \(version)。须为 PostgreSQL \(oldest) 或更高版本。")
        case .newerDatabase(let migrations):
            LocalizedText(
                en: """
                    The database was migrated by a newer version of Perfsee (\(migrations.joined(separator: ", "))). \
                    Start that version, or restore a backup from before the migration.
                    """,
                zh: """
                    数据库已由更新版本的 Perfsee 迁移（\(migrations.joined(separator: "、"))）。请启动该版本，或恢复迁移前的备份。
                    """)
        case .otherKey:
            LocalizedText(
                en: """
                    The key is not the one that this database's secrets are encrypted with. Set PERFSEE_SECRET_KEY to \
                    that key, or put its file back next to the database.
                    """,
                zh: "此密钥不是加密该数据库所用的密钥。请将 PERFSEE_SECRET_KEY 设为原来的密钥，或将密钥文件放回数据库旁。")
        }
    }
}

extension PostgresRefusal {
    /// - Parameter reason: what PostgreSQL said.
    fileprivate func text(reason: String) -> LocalizedText {
        switch self {
        case .credentials:
            LocalizedText(
                en: "The database can't be opened: the server rejects the user or the password. \(reason)",
                zh: "无法打开数据库：服务器拒绝了该用户或密码。\(reason)")
        case .noDatabase:
            LocalizedText(
                en: "The database can't be opened: it doesn't exist. Create it with `createdb`. \(reason)",
                zh: "无法打开数据库：该数据库不存在。请用 `createdb` 创建。\(reason)")
        case .noPermission:
            LocalizedText(
                en: """
                    The database can't be opened: the user can't create tables in it. Make the user its owner. \
                    \(reason)
                    """,
                zh: "无法打开数据库：该用户无权在其中建表。请将其设为数据库的所有者。\(reason)")
        case .unreachable:
            LocalizedText(
                en: """
                    The database can't be opened: its server can't be reached. Check that it is running, and its \
                    address. \(reason)
                    """,
                zh: "无法打开数据库：无法连接其服务器。请确认它正在运行，并检查地址。\(reason)")
        case .other:
            LocalizedText(en: "The database can't be opened: \(reason)", zh: "无法打开数据库：\(reason)")
        }
    }
}
