/// What an administrator sets for the whole server while it runs.
package struct InstanceSettings: Hashable, Sendable {
    package var projectCreators: ProjectCreators

    package init(projectCreators: ProjectCreators = .administrators) {
        self.projectCreators = projectCreators
    }
}
