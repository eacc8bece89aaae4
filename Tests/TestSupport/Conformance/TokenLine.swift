package import Domain
import Storage

/// Makes tokens of one account and asks which of them hold; each is known by a byte.
package struct TokenLine: Sendable {
    private let bed: StoreBed
    private let account: Account

    package init(_ bed: StoreBed, _ account: Account) {
        self.bed = bed
        self.account = account
    }

    @discardableResult
    package func token(
        _ byte: UInt8, by parent: Token? = nil, project: Project.Number? = nil, expiresAt: Timestamp? = nil
    ) async throws -> Token {
        let maker = parent.map { NewToken.Maker.token($0.id) } ?? .session
        return try await token(byte, project: project, expiresAt: expiresAt, by: maker, at: bed.now)
    }

    @discardableResult
    func token(
        _ byte: UInt8, project: Project.Number?, expiresAt: Timestamp? = nil, by maker: NewToken.Maker = .session,
        at now: Timestamp
    ) async throws -> Token {
        let new = NewToken(
            account: account.id, name: "t\(byte)", scopes: [.admin], project: project, expiresAt: expiresAt, by: maker)
        return try await bed.store.createToken(new, hash: [byte], at: now, once: nil).value
    }

    /// Asks for all of them at once; answers how many there was room for.
    package func tokens(_ bytes: ClosedRange<UInt8>, project: Project.Number?) async -> Int {
        await withTaskGroup(of: Bool.self) { group in
            for byte in bytes {
                group.addTask { (try? await token(byte, project: project)) != nil }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
    }

    package func holding(_ bytes: ClosedRange<UInt8>) async throws -> [UInt8] {
        var holding: [UInt8] = []
        for byte in bytes where try await bed.store.authenticate(hash: [byte], at: bed.now) != nil {
            holding.append(byte)
        }
        return holding
    }
}
