extension Migrations {
    /// A number that every change of what a token, an account, a project, or a membership says increments, whoever makes
    /// it.
    static let accessVersions = """
        CREATE TABLE access_versions (id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL) STRICT;
        INSERT INTO access_versions VALUES (1, 1);
        """ + changes.map(trigger).joined(separator: "\n")

    private static let changes = [
        ("tokens", "DELETE"), ("tokens", "UPDATE OF account, hash, scopes, project, expires_at"),
        ("accounts", "UPDATE OF kind, name, email, is_instance_admin, removed"), ("accounts", "DELETE"),
        ("members", "INSERT"), ("members", "UPDATE"), ("members", "DELETE"),
        (
            "projects",
            "UPDATE OF slug, host, namespace, name, is_public, baseline_branch, repository_url, deleted_at"
        ), ("projects", "DELETE"),
    ]

    private static func trigger(_ table: String, _ event: String) -> String {
        """
        CREATE TRIGGER \(table)_\(event.split(separator: " ")[0].lowercased())_access AFTER \(event) ON \(table) BEGIN
            UPDATE access_versions SET version = version + 1 WHERE id = 1;
        END;
        """
    }
}
