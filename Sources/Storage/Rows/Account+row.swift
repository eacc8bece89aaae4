import Domain

extension Account {
    package init(row: some StoredRow) throws {
        try self.init(
            id: row["id"], kind: Kind(rawValue: row["kind"]) ?? .user, name: row["name"], email: row["email"],
            isInstanceAdmin: row["is_instance_admin"], createdAt: Timestamp(milliseconds: row["created_at"]))
    }
}
