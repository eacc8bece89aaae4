import Domain

extension ProjectInSight {
    init(row: some StoredRow) throws {
        let role: String? = try row["role"]
        try self.init(project: Project(row: row), role: role.flatMap(Access.Role.init))
    }

    /// Finds a project by its slug, with the role of an account; no row where the account may not know of it.
    ///
    /// The role is looked up before the project, even for a project that is not there, so that a hidden project takes
    /// no more look-ups than an absent one. A change of what is visible has to be made in `Access.verdict` as well.
    /// - Parameters:
    ///   - slug: the placeholder for the slug; the others likewise.
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
