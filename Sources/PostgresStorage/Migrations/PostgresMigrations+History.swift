extension PostgresMigrations {
    /// What a project's history shows of packages. `artifact` is a row of `artifacts`, with which its packages go. Read
    /// by artifact and package; and by package, to find the projects that have it.
    ///
    /// Each artifact that passed has a row in `package_lists`, a table of its own because rows of `artifacts` end with long
    /// columns. `total` is NULL until its packages are recorded, and -1 if its report does not say. Only those that nobody
    /// has looked at are in `package_lists_open`, which empties as they are.
    static let history = """
        CREATE TABLE artifact_packages (
            artifact bigint NOT NULL REFERENCES artifacts (row) ON DELETE CASCADE,
            package text COLLATE "C" NOT NULL,
            project bigint NOT NULL,
            versions text NOT NULL,
            copies bigint NOT NULL,
            raw bigint NOT NULL,
            gzip bigint,
            brotli bigint,
            PRIMARY KEY (artifact, package)
        );
        CREATE INDEX artifact_packages_package ON artifact_packages (package, project);
        CREATE TABLE package_lists (
            artifact bigint PRIMARY KEY REFERENCES artifacts (row) ON DELETE CASCADE,
            total bigint,
            digest bigint
        );
        CREATE INDEX package_lists_open ON package_lists (artifact) WHERE total IS NULL;
        INSERT INTO package_lists (artifact) SELECT row FROM artifacts WHERE status = 'Passed';
        """
}
