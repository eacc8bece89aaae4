package import Domain
import PostgresClient

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
}
