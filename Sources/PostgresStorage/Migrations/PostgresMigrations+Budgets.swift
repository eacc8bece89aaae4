extension PostgresMigrations {
    /// Projects' own budgets, what budgets say of artifacts, and what was accepted. Which branches exceed a budget, of
    /// which receivers were told, has a row for each name and branch. The columns of artifacts say whether a new analysis
    /// is there for a better baseline, and whether it was told once that the artifact exceeds a budget.
    static let budgets = """
        CREATE TABLE project_budgets (
            project bigint PRIMARY KEY REFERENCES projects (number),
            text text NOT NULL,
            updated_at bigint NOT NULL
        );
        CREATE TABLE artifact_budgets (
            project bigint NOT NULL,
            artifact bigint NOT NULL,
            budgets text NOT NULL,
            PRIMARY KEY (project, artifact),
            FOREIGN KEY (project, artifact) REFERENCES artifacts (project, id) ON DELETE CASCADE
        );
        CREATE TABLE acceptances (
            project bigint NOT NULL,
            artifact bigint NOT NULL,
            number bigint NOT NULL,
            account bigint NOT NULL,
            accepted_by text NOT NULL,
            reason text NOT NULL,
            excesses text NOT NULL,
            accepted_at bigint NOT NULL,
            PRIMARY KEY (project, artifact, number),
            FOREIGN KEY (project, artifact) REFERENCES artifacts (project, id) ON DELETE CASCADE
        );
        CREATE TABLE budget_excesses (
            project bigint NOT NULL,
            name text COLLATE "C" NOT NULL,
            branch text COLLATE "C" NOT NULL,
            PRIMARY KEY (project, name, branch)
        );
        ALTER TABLE artifacts ADD COLUMN reanalysis_compares boolean NOT NULL DEFAULT false;
        ALTER TABLE artifacts ADD COLUMN is_excess_told boolean NOT NULL DEFAULT false;
        """
}
