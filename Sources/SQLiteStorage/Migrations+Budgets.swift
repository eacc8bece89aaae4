extension Migrations {
    /// Projects' own budgets, what budgets say of artifacts, and what was accepted. Which branches exceed a budget, of
    /// which receivers were told, has a row for each name and branch. The columns of artifacts say whether a new analysis
    /// is there for a better baseline, and whether it was told once that the artifact exceeds a budget.
    static let budgets = """
        CREATE TABLE project_budgets (
            project INTEGER PRIMARY KEY REFERENCES projects (number),
            text TEXT NOT NULL,
            updated_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE artifact_budgets (
            project INTEGER NOT NULL,
            artifact INTEGER NOT NULL,
            budgets TEXT NOT NULL,
            PRIMARY KEY (project, artifact),
            FOREIGN KEY (project, artifact) REFERENCES artifacts (project, id) ON DELETE CASCADE
        ) STRICT;
        CREATE TABLE acceptances (
            project INTEGER NOT NULL,
            artifact INTEGER NOT NULL,
            number INTEGER NOT NULL,
            account INTEGER NOT NULL,
            accepted_by TEXT NOT NULL,
            reason TEXT NOT NULL,
            excesses TEXT NOT NULL,
            accepted_at INTEGER NOT NULL,
            PRIMARY KEY (project, artifact, number),
            FOREIGN KEY (project, artifact) REFERENCES artifacts (project, id) ON DELETE CASCADE
        ) STRICT;
        CREATE TABLE budget_excesses (
            project INTEGER NOT NULL,
            name TEXT NOT NULL,
            branch TEXT NOT NULL,
            PRIMARY KEY (project, name, branch)
        ) STRICT, WITHOUT ROWID;
        ALTER TABLE artifacts ADD COLUMN reanalysis_compares INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE artifacts ADD COLUMN is_excess_told INTEGER NOT NULL DEFAULT 0;
        """
}
