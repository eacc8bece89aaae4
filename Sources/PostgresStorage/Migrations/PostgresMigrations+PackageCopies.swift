extension PostgresMigrations {
    /// Which builds of a project have a package, and how often, stands in an index: since when a package is there is looked
    /// up in a thousand builds, whose lists of packages are each on other pages.
    static let packageCopies = """
        DROP INDEX artifact_packages_package;
        CREATE INDEX artifact_packages_package ON artifact_packages (package, project, artifact, copies);
        """
}
