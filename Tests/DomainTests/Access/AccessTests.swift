import Domain
import Testing

/// Checks who may do what in a project against a table that is written out rather than computed.
@Suite("Access")
struct AccessTests {
    func project(isPublic: Bool, number: Int64 = 1) -> Project {
        Project(
            number: number, id: "perfsee", host: .github, namespace: "a", name: "b", isPublic: isPublic,
            baselineBranch: "master", createdAt: Timestamp(milliseconds: 0))
    }

    /// The scopes that suffice for each need.
    static let sufficient: [Access.Need: Set<Token.Scope>] = [
        .read: [.read, .admin], .upload: [.upload, .admin], .publish: [.publish, .admin], .admin: [.admin],
    ]

    static let scopeSets: [Set<Token.Scope>] = (0..<16).map { bits in
        Set(Token.Scope.allCases.enumerated().filter { bits >> $0.offset & 1 == 1 }.map(\.element))
    }

    @Test("Every account needs a scope that suffices", arguments: Access.Need.allCases)
    func scopes(need: Access.Need) throws {
        let sufficient = try #require(Self.sufficient[need])
        for scopes in Self.scopeSets {
            for isInstanceAdmin in [false, true] {
                let access = Access(isInstanceAdmin: isInstanceAdmin, scopes: scopes, onlyProject: nil)
                let verdict = access.verdict(on: need, in: project(isPublic: false), role: .admin)
                #expect(verdict == (scopes.isDisjoint(with: sufficient) ? .forbidden : .allowed))
            }
        }
    }

    @Test("A private project is hidden from all but members and instance admins", arguments: Access.Need.allCases)
    func stranger(need: Access.Need) {
        for scopes in Self.scopeSets {
            let access = Access(isInstanceAdmin: false, scopes: scopes, onlyProject: nil)
            #expect(access.verdict(on: need, in: project(isPublic: false), role: nil) == .hidden)
        }
    }

    @Test(
        "Each role, with every scope, allows exactly what the table says",
        arguments: [
            (Access.Need.read, Access.Role?.none, true), (.upload, nil, false), (.publish, nil, false),
            (.admin, nil, false), (.read, .read, true), (.upload, .read, false), (.publish, .read, false),
            (.admin, .read, false), (.read, .admin, true), (.upload, .admin, true), (.publish, .admin, true),
            (.admin, .admin, true),
        ])
    func roles(need: Access.Need, role: Access.Role?, isAllowed: Bool) {
        let access = Access(isInstanceAdmin: false, scopes: Set(Token.Scope.allCases), onlyProject: nil)
        #expect(
            access.verdict(on: need, in: project(isPublic: true), role: role) == (isAllowed ? .allowed : .forbidden))
        let instanceAdmin = Access(isInstanceAdmin: true, scopes: Set(Token.Scope.allCases), onlyProject: nil)
        #expect(instanceAdmin.verdict(on: need, in: project(isPublic: false), role: role) == .allowed)
    }

    @Test("A token limited to one project knows of no other", arguments: Access.Need.allCases)
    func narrowed(need: Access.Need) {
        for isInstanceAdmin in [false, true] {
            let access = Access(isInstanceAdmin: isInstanceAdmin, scopes: Set(Token.Scope.allCases), onlyProject: 1)
            #expect(access.verdict(on: need, in: project(isPublic: true, number: 2), role: .admin) == .hidden)
            #expect(access.verdict(on: need, in: project(isPublic: false), role: .admin) == .allowed)
            #expect(!access.mayAdministerInstance)
        }
    }

    @Test("Only an instance admin with an unrestricted admin token administers the instance")
    func instance() {
        for scopes in Self.scopeSets {
            let admin = Access(isInstanceAdmin: true, scopes: scopes, onlyProject: nil)
            #expect(admin.mayAdministerInstance == scopes.contains(.admin))
            #expect(!Access(isInstanceAdmin: false, scopes: scopes, onlyProject: nil).mayAdministerInstance)
        }
    }

    @Test("Publishing a type of the catalog needs admin; a custom type needs publish")
    func publishing() throws {
        for type in EventCatalog.types {
            #expect(Access.Need.publishing(type) == .admin)
        }
        #expect(Access.Need.publishing(try #require(EventType("shop:opened"))) == .publish)
    }

    @Test("Listing projects takes the scope read or admin")
    func listing() {
        for scopes in Self.scopeSets {
            let access = Access(isInstanceAdmin: false, scopes: scopes, onlyProject: nil)
            #expect(access.mayListProjects == !scopes.isDisjoint(with: [.read, .admin]))
        }
    }

    @Test("Instance admins see all projects, unless their token is limited to one")
    func allProjects() {
        #expect(Access(isInstanceAdmin: true, scopes: [.read], onlyProject: nil).seesAllProjects)
        #expect(!Access(isInstanceAdmin: true, scopes: [.read], onlyProject: 1).seesAllProjects)
        #expect(!Access(isInstanceAdmin: false, scopes: [.admin], onlyProject: nil).seesAllProjects)
    }

    @Test("A visitor of the pages is not limited by scopes, and one who is not signed in only sees what is public")
    func visitor() {
        let nobody = Access(visitor: nil)
        #expect(nobody.verdict(on: .read, in: project(isPublic: true), role: nil) == .allowed)
        #expect(nobody.verdict(on: .admin, in: project(isPublic: true), role: nil) == .forbidden)
        #expect(nobody.verdict(on: .read, in: project(isPublic: false), role: nil) == .hidden)
        #expect(!nobody.mayAdministerInstance)
        let member = Access(visitor: .person(1))
        #expect(member.verdict(on: .admin, in: project(isPublic: false), role: .admin) == .allowed)
        #expect(!member.mayAdministerInstance)
        #expect(Access(visitor: .person(1, isInstanceAdmin: true)).mayAdministerInstance)
    }
}
