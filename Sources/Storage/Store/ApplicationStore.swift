package import Domain

/// Robot accounts.
package protocol ApplicationStore: Sendable {
    /// Throws `StoreError.conflict(field: "name", …)` where another application has that name, whatever its case.
    func createApplication(name: String, at now: Timestamp, once: Once<Account>?) async throws -> Reply<Account>
    /// Nil where it is not there (any more), and for a person.
    func application(_ id: Account.ID) async throws -> Account?
    /// Nil where none has that name, whatever its case.
    func application(named name: String) async throws -> Account?
    /// Newest first.
    func applications(before id: Account.ID?, limit: Int) async throws -> [Account]
    /// One for each application, read in one go.
    func overviews(ofApplications ids: [Account.ID]) async throws -> [Account.ID: ApplicationOverview]
    /// The projects that an account is a member of, newest first.
    func memberships(of account: Account.ID, limit: Int) async throws -> [Membership]
    /// Ends its tokens, memberships and webhooks; what is pending for them is skipped. False where it is not there.
    /// `Maintenance.erase` does the rest.
    func deleteApplication(_ id: Account.ID, at now: Timestamp) async throws -> Bool
}

package struct ApplicationOverview: Hashable, Sendable {
    package var projects: Int
    package var webhooks: Int
    /// The latest attempt for any of its webhooks.
    package var lastDelivery: Webhook.LastDelivery?

    package init(projects: Int, webhooks: Int, lastDelivery: Webhook.LastDelivery?) {
        self.projects = projects
        self.webhooks = webhooks
        self.lastDelivery = lastDelivery
    }
}

/// A project with the role that an account has in it.
package struct Membership: Hashable, Sendable {
    package var project: Project
    package var role: Access.Role

    package init(project: Project, role: Access.Role) {
        self.project = project
        self.role = role
    }
}
