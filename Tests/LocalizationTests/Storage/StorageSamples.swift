import Domain
import Localization
import Signing
import Storage

extension StoreError: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .notFound
        case .notFound: .conflict(.emailTaken)
        case .conflict: .refused(.eventLoop(maximum: 1000))
        case .refused: .limit(.replays(maximum: 3))
        case .limit: .quota(QuotaBreach(kind: .events, limit: 1000, retryAfter: .minutes(1)))
        case .quota: .busy
        case .busy: .unknownOutcome("connection lost")
        case .unknownOutcome: nil
        }
    }
}

extension StoreConflict: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .slugTaken(slug: "shop")
        case .slugTaken: .applicationNameTaken(name: "Bot")
        case .applicationNameTaken: .emailTaken
        case .emailTaken: .alreadyMember
        case .alreadyMember: .lastAdministrator
        case .lastAdministrator: .webhookDisabled
        case .webhookDisabled: .noPreparedSecret
        case .noPreparedSecret: .tokenExists
        case .tokenExists: .artifactBeingAnalyzed
        case .artifactBeingAnalyzed: .nothingToAccept
        case .nothingToAccept: .artifactBuildGone
        case .artifactBuildGone: .deliverySending
        case .deliverySending: .deliveryWebhookDeleted
        case .deliveryWebhookDeleted: .deliveryWebhookDisabled
        case .deliveryWebhookDisabled: .applicationNotMember(project: "shop")
        case .applicationNotMember: nil
        }
    }
}

extension StoreLimit: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .webhooks(of: .project, maximum: 20)
        case .webhooks(of: .project, _): .webhooks(of: .application, maximum: 100)
        case .webhooks(of: .application, _): .projectTokens(maximum: 100)
        case .projectTokens: .unlimitedTokens(maximum: 100)
        case .unlimitedTokens: .replays(maximum: 3)
        case .replays: nil
        }
    }
}

extension StoreRefusal: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .eventLoop(maximum: 1000)
        case .eventLoop: nil
        }
    }
}

extension StoreOpeningError: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .unreadableFile(path: "/p.db", reason: "file is not a database")
        case .unreadableFile: .databaseFolder(path: "/p", reason: "Permission denied")
        case .databaseFolder: .databaseFile(path: "/p.db")
        case .databaseFile: .blobFolder(path: "/b", reason: "Permission denied")
        case .blobFolder: .postgres(.credentials, reason: "it said so")
        case .postgres(.credentials, _): .postgres(.noDatabase, reason: "it said so")
        case .postgres(.noDatabase, _): .postgres(.noPermission, reason: "it said so")
        case .postgres(.noPermission, _): .postgres(.unreachable, reason: "it said so")
        case .postgres(.unreachable, _): .postgres(.other, reason: "it said so")
        case .postgres(.other, _): .oldPostgres(version: 14, oldest: 15)
        case .oldPostgres: .newerDatabase(migrations: ["2030", "2031"])
        case .newerDatabase: .otherKey
        case .otherKey: nil
        }
    }
}

extension BlobError: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .invalidKey("../x")
        case .invalidKey: .unwritable(.create, reason: "No space left on device")
        case .unwritable(.create, _): .unwritable(.write, reason: "No space left on device")
        case .unwritable(.write, _): .unwritable(.flush, reason: "No space left on device")
        case .unwritable(.flush, _): .unwritable(.rename, reason: "No space left on device")
        case .unwritable(.rename, _): nil
        }
    }
}

extension TransferError: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .noProject(slug: "shop")
        case .noProject: .unwritable(reason: "Broken pipe")
        case .unwritable: .backup(path: "/b", reason: "disk I/O error")
        case .backup: .shrunkBlob(key: "builds/1")
        case .shrunkBlob: .unreadableValue(.uuid)
        case .unreadableValue: .infiniteNumber
        case .infiniteNumber: .unreadable(reason: "Is a directory")
        case .unreadable: .notAnExport
        case .notAnExport: .newerFormat(version: 2, newest: 1)
        case .newerFormat: .invalidDays
        case .invalidDays: .invalidIDs(.webhooks)
        case .invalidIDs: .lineTooLong(line: 3)
        case .lineTooLong: .unexpectedLine(line: 3)
        case .unexpectedLine: .cutOff
        case .cutOff: .incomplete(announced: .init(rows: 3, blobs: 1), found: .init(rows: 2, blobs: 1))
        case .incomplete: .unknownTable(line: 3, table: "wonders")
        case .unknownTable: .tableOutOfOrder(line: 3, table: "members")
        case .tableOutOfOrder: .unknownColumn(line: 3, table: "projects", column: "slugs")
        case .unknownColumn: .missingColumn(line: 3, table: "tokens", column: "project")
        case .missingColumn: .row(row: 2, table: "members", .otherProject)
        case .row: .rowsRefused(table: "members", reason: "FOREIGN KEY constraint failed")
        case .rowsRefused: .blobExists(line: 3, key: "builds/1")
        case .blobExists: .databaseInUse(table: "accounts")
        case .databaseInUse: .projectExists(slug: "shop")
        case .projectExists: .slugUsed(slug: "shop")
        case .slugUsed: .unknownOutcome(reason: "connection lost")
        case .unknownOutcome: .otherKeys(missing: ["0a1b2c3d"], current: "4e5f6a7b")
        case .otherKeys: nil
        }
    }
}

extension RowFault: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .notAnArray
        case .notAnArray: .notUTF8
        case .notUTF8: .wrongForm(column: "role", .text)
        case .wrongForm: .outOfRange(column: "timeout", lowest: 1, highest: 30)
        case .outOfRange: .otherProject
        case .otherProject: .missingValue(column: "id")
        case .missingValue: .notAPerson
        case .notAPerson: .eventsOutOfOrder
        case .eventsOutOfOrder: .unannouncedID(77, .projects)
        case .unannouncedID: .sealed(.tampered)
        case .sealed: nil
        }
    }
}

extension TransferForm: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .integer
        case .integer: .small
        case .small: .boolean
        case .boolean: .real
        case .real: .text
        case .text: .bytes
        case .bytes: .uuid
        case .uuid: nil
        }
    }
}
