package import Domain

/// Robot accounts.
package protocol ApplicationStore: Sendable {
    /// Throws `StoreError.conflict(.applicationNameTaken)` if another application has that name, ignoring case.
    func createApplication(name: String, at now: Timestamp, once: Once<Account>?) async throws -> Reply<Account>
    /// Nil if there is no such account (anymore), or if it is a person's.
    func application(_ id: Account.ID) async throws -> Account?
    /// Nil if no application has that name, ignoring case.
    func application(named name: String) async throws -> Account?
    /// Newest first.
    func applications(before id: Account.ID?, limit: Int) async throws -> [Account]
    /// One for each application, in a single read.
    func overviews(ofApplications ids: [Account.ID]) async throws -> [Account.ID: ApplicationOverview]
    /// The projects an account is a member of, newest first.
    func memberships(of account: Account.ID, limit: Int) async throws -> [Membership]
    /// Ends the application's tokens, memberships, and webhooks, and skips what is pending for them. Returns false if
    /// there is no such application. `Maintenance.erase` does the rest.
    func deleteApplication(_ id: Account.ID, at now: Timestamp) async throws -> Bool
}

package struct ApplicationOverview: Hashable, Sendable {
    package var projects: Int
    package var webhooks: Int
    /// The latest attempt for any of the application's webhooks.
    package var lastDelivery: Webhook.LastDelivery?

    package init(projects: Int, webhooks: Int, lastDelivery: Webhook.LastDelivery?) {
        self.projects = projects
        self.webhooks = webhooks
        self.lastDelivery = lastDelivery
    }
}

/// A project, with the role an account has in it.
package struct Membership: Hashable, Sendable {
    package var project: Project
    package var role: Access.Role

    package init(project: Project, role: Access.Role) {
        self.project = project
        self.role = role
    }
}
