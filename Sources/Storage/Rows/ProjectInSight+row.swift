import Domain

extension ProjectInSight {
    package init(row: some StoredRow) throws {
        let role: String? = try row["role"]
        try self.init(project: Project(row: row), role: role.flatMap(Access.Role.init))
    }

    /// Finds a project by its slug, with the role of an account; returns no row if the account may not know of the
    /// project.
    ///
    /// A hidden project and a nonexistent one take the same steps. The slug's neighbors in the index are looked up in
    /// either case (an existing slug is its own neighbor), and the nearest row and the role in it are read before
    /// anything shows whether it is the requested one. None of that is left to the planner, which would look up the
    /// slug first. A change of what is visible must be made in `Access.verdict` as well.
    /// - Parameters:
    ///   - slug: the placeholder for the slug; the others likewise.
    ///   - join: keeps the order of the tables, where the database would choose another.
    package static func selection(
        slug: String, account: String, isInstanceAdmin: String, onlyProject: String, join: String
    ) -> String {
        """
        WITH sought AS MATERIALIZED (
            SELECT coalesce(here.number, before.number) AS number FROM (SELECT 1) AS always
            LEFT JOIN (SELECT number FROM projects WHERE slug >= \(slug) ORDER BY slug LIMIT 1) AS here ON true
            LEFT JOIN (SELECT number FROM projects WHERE slug <= \(slug) ORDER BY slug DESC LIMIT 1) AS before ON true
        ), held AS MATERIALIZED (
            SELECT sought.number, members.role FROM sought
            LEFT JOIN members ON members.project = sought.number AND members.account = \(account)
        )
        SELECT held.role, projects.* FROM held \(join) projects ON projects.number = held.number
        WHERE (\(isInstanceAdmin) OR held.role IS NOT NULL OR projects.is_public)
            AND (\(onlyProject) IS NULL OR projects.number = \(onlyProject))
            AND projects.slug || '' = \(slug) AND projects.deleted_at IS NULL
        """
    }
}
