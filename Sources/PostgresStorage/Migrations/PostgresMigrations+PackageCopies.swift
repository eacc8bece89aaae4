extension PostgresMigrations {
    /// An index says which builds of a project have a package, and how many copies. To tell since when a package is there, up
    /// to a thousand builds are looked at, and the lists of their packages are far apart in the table.
    static let packageCopies = """
        DROP INDEX artifact_packages_package;
        CREATE INDEX artifact_packages_package ON artifact_packages (package, project, artifact, copies);
        """
}
