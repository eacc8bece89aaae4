extension PostgresMigrations {
    /// What an upload says about its base, which stays with the artifact because a better baseline may pass later.
    /// `base_commits` has the base commit and its ancestors, one per line; it is the last column because it is long, and
    /// seldom read. Builds of forks are in an index of their own: to all others they are no baseline.
    ///
    /// A project without a baseline branch had `master` stored for it, as if it had been chosen. Where no build of
    /// `master` could have been a baseline, it becomes a branch that is not set; elsewhere it stays, chosen or not.
    static let baselines = """
        ALTER TABLE artifacts ADD COLUMN base_branch text;
        ALTER TABLE artifacts ADD COLUMN is_fork boolean NOT NULL DEFAULT false;
        ALTER TABLE artifacts ADD COLUMN pull_request bigint;
        ALTER TABLE artifacts ADD COLUMN baseline_distance bigint;
        ALTER TABLE artifacts ADD COLUMN imports_key text;
        ALTER TABLE artifacts ADD COLUMN base_commits text;
        DROP INDEX artifacts_passed_hash;
        CREATE INDEX artifacts_base_commit ON artifacts (project, name, hash, id)
            WHERE status = 'Passed' AND NOT is_fork;
        CREATE INDEX artifacts_base_branch ON artifacts (project, name, branch, id)
            WHERE status = 'Passed' AND NOT is_fork;
        CREATE INDEX artifacts_fork ON artifacts (project, name, branch, coalesce(pull_request, 0), id)
            WHERE status = 'Passed' AND is_fork;
        CREATE INDEX artifacts_waiting ON artifacts (project, name, id)
            WHERE base_commits IS NOT NULL AND coalesce(baseline_distance, 1) > 0 AND status <> 'Failed';
        UPDATE projects SET baseline_branch = '' WHERE baseline_branch = 'master' AND NOT EXISTS (
            SELECT 1 FROM artifacts WHERE artifacts.project = projects.number AND artifacts.branch = 'master');
        """
}
