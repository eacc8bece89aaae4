import Domain

extension ProjectInSight {
    init(row: some StoredRow) throws {
        let role: String? = try row["role"]
        try self.init(project: Project(row: row), role: role.flatMap(Access.Role.init))
    }

    /// Finds a project by its slug, with the role of an account; no row where the account may not know of it.
    ///
    /// The role is looked for even of a project that is not there, before the project is: what is hidden costs no
    /// look-up more than what is absent. Whoever changes what is visible here changes `Access.verdict` as well.
    /// - Parameters:
    ///   - slug: the placeholder of the slug, as the others are of what they are called.
    ///   - join: keeps the order of the tables, where the database would choose another.
    static func selection(
        slug: String, account: String, isInstanceAdmin: String, onlyProject: String, join: String
    ) -> String {
        """
        SELECT members.role, projects.* FROM (
            SELECT coalesce((SELECT number FROM projects WHERE slug = \(slug) AND deleted_at IS NULL), 0) AS number
        ) AS sought
        LEFT JOIN members ON members.project = sought.number AND members.account = \(account)
        \(join) projects ON projects.number = sought.number
        WHERE (\(isInstanceAdmin) OR members.role IS NOT NULL OR projects.is_public)
            AND (\(onlyProject) IS NULL OR projects.number = \(onlyProject))
        """
    }
}
