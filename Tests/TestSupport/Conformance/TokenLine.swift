package import Domain
import Storage

/// Creates tokens for one account and checks which of them are valid; each is identified by a byte.
package struct TokenLine: Sendable {
    private let fixture: StoreFixture
    private let account: Account

    package init(_ fixture: StoreFixture, _ account: Account) {
        self.fixture = fixture
        self.account = account
    }

    @discardableResult
    package func token(
        _ byte: UInt8, by parent: Token? = nil, project: Project.Number? = nil, expiresAt: Timestamp? = nil
    ) async throws -> Token {
        let maker = parent.map { NewToken.Maker.token($0.id) } ?? .session
        return try await token(byte, project: project, expiresAt: expiresAt, by: maker, at: fixture.now)
    }

    @discardableResult
    func token(
        _ byte: UInt8, project: Project.Number?, expiresAt: Timestamp? = nil, by maker: NewToken.Maker = .session,
        at now: Timestamp
    ) async throws -> Token {
        let new = NewToken(
            account: account.id, name: "t\(byte)", scopes: [.admin], project: project, expiresAt: expiresAt, by: maker)
        return try await fixture.store.createToken(new, hash: [byte], at: now, once: nil).value
    }

    /// Requests several tokens at once; returns how many there was room for.
    package func tokens(_ bytes: ClosedRange<UInt8>, project: Project.Number?) async throws -> Int {
        let atOnce = 8
        return try await withThrowingTaskGroup(of: Int.self) { group in
            for turn in 0..<atOnce {
                group.addTask {
                    var made = 0
                    for byte in bytes where Int(byte) % atOnce == turn {
                        do {
                            _ = try await token(byte, project: project)
                            made += 1
                        } catch StoreError.limit {}
                    }
                    return made
                }
            }
            return try await group.reduce(0, +)
        }
    }

    package func holding(_ bytes: ClosedRange<UInt8>) async throws -> [UInt8] {
        var holding: [UInt8] = []
        for byte in bytes where try await fixture.store.authenticate(hash: [byte], at: fixture.now) != nil {
            holding.append(byte)
        }
        return holding
    }
}
