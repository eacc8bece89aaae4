package import Storage

extension TransferError: Message {
    package var text: LocalizedText {
        switch self {
        case .noProject(let slug): LocalizedText(en: "Project \(slug) does not exist.", zh: "项目 \(slug) 不存在。")
        case .unwritable(let reason):
            LocalizedText(en: "The export can't be written: \(reason).", zh: "无法写入导出数据：\(reason)。")
        case .backup(let path, let reason):
            LocalizedText(
                en: "The database can't be copied to \(path): \(reason).", zh: "无法将数据库复制到 \(path)：\(reason)。")
        case .shrunkBlob(let key):
            LocalizedText(en: "The file \(key) became shorter while it was being read.", zh: "文件 \(key) 在读取过程中变短。")
        case .unreadableValue(let form):
            LocalizedText(
                en: "The database contains a value that should be \(form.text.en) but is not.",
                zh: "数据库中有一个值的类型不符，应为：\(form.text.zh)。")
        case .infiniteNumber:
            LocalizedText(
                en: "The database contains a number that is not finite and can't be exported.", zh: "数据库中有一个非有限数值，无法导出。"
            )
        case .unreadable(let reason):
            LocalizedText(en: "The export can't be read: \(reason).", zh: "无法读取导出数据：\(reason)。")
        case .notAnExport:
            LocalizedText(
                en: "This is not an export of Perfsee: its first line doesn't identify it as one.",
                zh: "这不是 Perfsee 的导出数据：首行没有相应标识。")
        case .newerFormat(let version, let newest):
            LocalizedText(
                en: """
                    The export has format version \(version), but this version of Perfsee only reads up to \
                    \(newest). Import it with the version that exported it, or a newer one.
                    """,
                zh: "导出数据的格式版本为 \(version)，而此版本的 Perfsee 最高只支持 \(newest)。请使用导出时的版本或更新的版本导入。")
        case .invalidDays: LocalizedText(en: "The export has invalid days in its first line.", zh: "导出数据首行中的日期无效。")
        case .invalidIDs(let numbering):
            LocalizedText(
                en: "The export has invalid IDs of \(numbering.rawValue) in its first line.",
                zh: "导出数据首行中 \(numbering.rawValue) 的 ID 无效。")
        case .lineTooLong(let line):
            LocalizedText(
                en: "Line \(line) is too long: this is not an export of Perfsee, or it is damaged.",
                zh: "第 \(line) 行过长：这不是 Perfsee 的导出数据，或已损坏。")
        case .unexpectedLine(let line):
            LocalizedText(
                en: "Line \(line) of the export is not what is expected there.", zh: "导出数据的第 \(line) 行不符合预期。")
        case .cutOff:
            LocalizedText(en: "The export is truncated: its last lines are missing.", zh: "导出数据不完整：缺少末尾的行。")
        case .incomplete(let announced, let found):
            LocalizedText(
                en: """
                    The export is incomplete: it should have \(announced.rows) rows and \(announced.blobs) files, but \
                    has \(found.rows) and \(found.blobs).
                    """,
                zh: """
                    导出数据不完整：应有 \(announced.rows) 行和 \(announced.blobs) 个文件，实际为 \(found.rows) 行和 \
                    \(found.blobs) 个。
                    """)
        case .unknownTable(let line, let table):
            LocalizedText(
                en: "Line \(line): this version of Perfsee doesn't import a table \(table).",
                zh: "第 \(line) 行：此版本的 Perfsee 不导入表 \(table)。")
        case .tableOutOfOrder(let line, let table):
            LocalizedText(
                en: "Line \(line): the table \(table) comes too late or twice.",
                zh: "第 \(line) 行：表 \(table) 出现得过晚或重复出现。")
        case .unknownColumn(let line, let table, let column):
            LocalizedText(
                en: "Line \(line): this version of Perfsee has no column \(column) in the table \(table).",
                zh: "第 \(line) 行：此版本的 Perfsee 的表 \(table) 没有列 \(column)。")
        case .missingColumn(let line, let table, let column):
            LocalizedText(
                en: "Line \(line): the table \(table) lacks the column \(column).",
                zh: "第 \(line) 行：表 \(table) 缺少列 \(column)。")
        case .row(let row, let table, let fault):
            LocalizedText(
                en: "Row \(row) of the table \(table): \(fault.text.en)", zh: "表 \(table) 的第 \(row) 行：\(fault.text.zh)")
        case .rowsRefused(let table, let reason):
            LocalizedText(
                en: "The database rejects the rows of the table \(table): \(reason)",
                zh: "数据库拒绝了表 \(table) 的行：\(reason)")
        case .blobExists(let line, let key):
            LocalizedText(
                en: "Line \(line): the storage already has another file \(key).", zh: "第 \(line) 行：存储中已有另一个文件 \(key)。")
        case .databaseInUse(let table):
            LocalizedText(
                en: """
                    The database already has \(table). A full export can only be imported into a new database, before \
                    the first `perfsee serve`; into a database in use, import one project \
                    (`perfsee export --project`).
                    """,
                zh: """
                    数据库中已有 \(table)。完整导出只能导入新的数据库，且须在首次运行 `perfsee serve` 之前；向使用中的数据库\
                    可导入单个项目（`perfsee export --project`）。
                    """)
        case .projectExists(let slug):
            LocalizedText(en: "This server already has a project \(slug).", zh: "此服务器已有项目 \(slug)。")
        case .slugUsed(let slug):
            LocalizedText(
                en: "This server had a project \(slug), which was deleted. A project's ID can't be reused.",
                zh: "此服务器曾有项目 \(slug)，已被删除。项目 ID 不能重复使用。")
        case .unknownOutcome(let reason):
            LocalizedText(
                en: "The database could not be reached to find out whether the import was saved: \(reason)",
                zh: "无法连接数据库以确认导入是否已保存：\(reason)")
        case .otherKeys(let missing, let current):
            LocalizedText(
                en: """
                    The secrets in the export are encrypted with the key \(missing.joined(separator: ", ")), but this \
                    server's key is \(current). Set PERFSEE_IMPORT_KEY to the key of the exported server.
                    """,
                zh: """
                    导出数据中的密钥是用 \(missing.joined(separator: "、")) 加密的，而本服务器的密钥是 \(current)。请将 \
                    PERFSEE_IMPORT_KEY 设为导出服务器的密钥。
                    """)
        }
    }
}
