import Domain
import Testing

@Suite("Whose ids a caller may know")
struct AccountSightTests {
    @Test("Everyone's, with an unrestricted admin token of an instance admin")
    func everyone() {
        #expect(Access(isInstanceAdmin: true, scopes: [.admin], onlyProject: nil).accountSight == .everyone)
        #expect(Access(isInstanceAdmin: true, scopes: [.upload], onlyProject: nil).accountSight == .sharingProject)
    }

    @Test("Those that share a project with the caller; with a token for one project, only that project's")
    func members() {
        #expect(Access(isInstanceAdmin: false, scopes: [.admin], onlyProject: nil).accountSight == .sharingProject)
        for isInstanceAdmin in [false, true] {
            let narrow = Access(isInstanceAdmin: isInstanceAdmin, scopes: [.admin], onlyProject: 4)
            #expect(narrow.accountSight == .members(of: 4))
        }
    }

    @Test("An instance admin removes any account but their own")
    func removal() {
        let admin = Account.person(1, isInstanceAdmin: true)
        #expect(admin.mayRemove(2) && !admin.mayRemove(1))
        #expect(!Account.person(2).mayRemove(1))
    }
}
