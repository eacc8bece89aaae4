import Domain

extension Account {
    static func person(_ id: Account.ID, isInstanceAdmin: Bool = false) -> Account {
        Account(
            id: id, kind: .user, name: "mia", email: nil, isInstanceAdmin: isInstanceAdmin,
            createdAt: Timestamp(milliseconds: 0))
    }

    static func application(_ id: Account.ID) -> Account {
        Account(
            id: id, kind: .application, name: "bot", email: nil, isInstanceAdmin: false,
            createdAt: Timestamp(milliseconds: 0))
    }
}
