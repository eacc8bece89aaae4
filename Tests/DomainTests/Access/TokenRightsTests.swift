import Domain
import Testing

@Suite("What a token may do with others")
struct TokenRightsTests {
    let end = Timestamp(milliseconds: 1_700_000_000_000)

    func rights(
        _ scopes: Set<Token.Scope> = [.admin], project: Project.Number? = nil, expiresAt: Timestamp? = nil
    ) -> TokenRights {
        Token(
            id: 5, account: 1, name: "t", scopes: scopes, project: project, expiresAt: expiresAt, parent: nil,
            createdAt: Timestamp(milliseconds: 0)
        ).rights
    }

    @Test("Only the scope admin creates, sees and revokes others; any token may revoke itself")
    func scopes() {
        for scopes in AccessTests.scopeSets {
            let rights = rights(scopes)
            #expect(rights.mayCreate == scopes.contains(.admin))
            #expect(rights.seesOthers == scopes.contains(.admin))
            #expect(rights.mayRevoke(6) == scopes.contains(.admin))
            #expect(rights.mayRevoke(5))
        }
    }

    @Test("Neither the token itself nor one that it created can keep its descendants")
    func keeping() {
        #expect(!rights().mayKeep([], of: 5))
        #expect(!rights().mayKeep([4, 5], of: 3))
        #expect(rights().mayKeep([4, 6], of: 3))
        #expect(rights().mayKeep([], of: 3))
    }

    @Test("A token is not outlived by one that it creates, which expires together with it by default")
    func expiry() throws {
        let rights = rights(expiresAt: end)
        #expect(try rights.expiry(ofChild: nil) == end)
        #expect(try rights.expiry(ofChild: end) == end)
        let earlier = end - .milliseconds(1)
        #expect(try rights.expiry(ofChild: earlier) == earlier)
        #expect(throws: TokenRights.Outliving(end: end)) { try rights.expiry(ofChild: end + .milliseconds(1)) }
        #expect(try self.rights().expiry(ofChild: nil) == nil)
        #expect(try self.rights().expiry(ofChild: end) == end)
    }

    @Test("A token for one project only creates tokens for that project by default")
    func project() {
        #expect(rights(project: 3).project(ofChild: nil) == 3)
        #expect(rights(project: 3).project(ofChild: 3) == 3)
        #expect(rights().project(ofChild: 4) == 4)
        #expect(rights().project(ofChild: nil) == nil)
    }
}
