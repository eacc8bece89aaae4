import Domain
import Testing

@Suite("Access to applications")
struct ApplicationAccessTests {
    @Test("An application is hidden from all but itself and instance admins")
    func hidden() {
        let access = Access(isInstanceAdmin: false, scopes: Set(Token.Scope.allCases), onlyProject: nil)
        #expect(access.verdictOnApplication(isItself: false) == .hidden)
        #expect(access.verdictOnApplication(isItself: true) == .allowed)
    }

    @Test("It takes the scope admin, and a token that is not limited to a project", arguments: [false, true])
    func scopes(isInstanceAdmin: Bool) {
        for scopes in AccessTests.scopeSets {
            for project in [nil, 1] as [Project.Number?] {
                let access = Access(isInstanceAdmin: isInstanceAdmin, scopes: scopes, onlyProject: project)
                let isAllowed = scopes.contains(.admin) && project == nil
                #expect(access.verdictOnApplication(isItself: !isInstanceAdmin) == (isAllowed ? .allowed : .forbidden))
            }
        }
    }

    @Test("Tokens of an application are created by itself, also with a token for one project, and by instance admins")
    func tokens() {
        let application = Account.application(7)
        let narrow = Access(isInstanceAdmin: false, scopes: [.admin], onlyProject: 1)
        #expect(narrow.mayCreateTokens(of: 7, as: application))
        #expect(!narrow.mayCreateTokens(of: 8, as: application))
        // A person is never named as an application, not even by their own id.
        #expect(!narrow.mayCreateTokens(of: 7, as: .person(7)))
        let admin = Account.person(1, isInstanceAdmin: true)
        #expect(Access(isInstanceAdmin: true, scopes: [.admin], onlyProject: nil).mayCreateTokens(of: 7, as: admin))
        #expect(!Access(isInstanceAdmin: true, scopes: [.admin], onlyProject: 1).mayCreateTokens(of: 7, as: admin))
        #expect(!Access(isInstanceAdmin: true, scopes: [.read], onlyProject: nil).mayCreateTokens(of: 7, as: admin))
    }

    @Test("A token created on a project's page acts as its creator in that project, on an application's as it")
    func pages() {
        #expect(WebhookOwner.project(3).tokenActor(for: 1) == 1)
        #expect(WebhookOwner.project(3).onlyProjectOfTokens == 3)
        #expect(WebhookOwner.application(7).tokenActor(for: 1) == 7)
        #expect(WebhookOwner.application(7).onlyProjectOfTokens == nil)
    }
}
