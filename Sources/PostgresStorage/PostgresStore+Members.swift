package import Domain
import PostgresClient
package import Storage

extension PostgresStore: MemberStore {
    private static let selectMember = """
        SELECT accounts.*, members.role FROM members JOIN accounts ON accounts.id = members.account
        """

    package func members(
        of project: Project.Number, after account: Account.ID?, limit: Int
    ) async throws -> [Member] {
        try await read { session in
            try session.records(
                """
                \(Self.selectMember) WHERE members.project = $1 AND members.account > $2
                ORDER BY members.account LIMIT $3
                """,
                project, account ?? 0, limit
            ).compactMap(Member.init(row:))
        }
    }

    package func member(_ account: Account.ID, of project: Project.Number) async throws -> Member? {
        try await read { session in
            try session.record(
                "\(Self.selectMember) WHERE members.project = $1 AND members.account = $2", project, account
            ).flatMap(Member.init(row:))
        }
    }

    package func shareProject(_ account: Account.ID, _ other: Account.ID) async throws -> Bool {
        try await read { session in
            try session.value(
                Bool.self,
                """
                SELECT EXISTS (SELECT 1 FROM members AS own JOIN members AS theirs ON theirs.project = own.project
                    WHERE own.account = $1 AND theirs.account = $2)
                """,
                account, other) ?? false
        }
    }

    package func addMember(
        _ name: AccountName, role: Access.Role, in project: Project.Number, at now: Timestamp, once: Once<Member>?
    ) async throws -> Reply<Member> {
        try await write(once: once, at: now) { [accessChanges] write in
            let session = write.session
            guard let account = try Self.account(name, session) else { throw StoreError.notFound }
            try PostgresSubscriptions.willChange(membershipOf: account.id, in: project, session)
            guard try Self.role(of: account.id, in: project, session) == nil else {
                throw StoreError.conflict(.alreadyMember)
            }
            try Self.write(role, of: account.id, in: project, session)
            accessChanges.willChange(write.effects)
            return Member(account: account, role: role)
        }
    }

    private static func account(_ name: AccountName, _ session: PostgresSession) throws -> Account? {
        switch name {
        case .email(let email): try record(email: email, session).map(Account.init(row:))
        case .application(let name): try application(named: name, session)
        }
    }
}
