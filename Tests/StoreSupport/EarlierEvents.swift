import Domain
package import Storage
import Testing

/// Events of a version that did not record which types a project has published.
package enum EarlierEvents {
    /// Those of project 7, and the ping of an application's webhook.
    ///
    /// - Parameter bytes: an empty body, as the database writes it.
    package static func rows(bytes: String) -> String {
        """
        INSERT INTO projects (number, slug, host, namespace, name, is_public, baseline_branch, created_at) VALUES
            (7, 'shop', 'Github', 'acme', 'shop', FALSE, 'main', 1);
        INSERT INTO events (id, owner, event_type, body, created_at) VALUES
            (1, 7, 'deploy:done', \(bytes), 1), (2, 7, 'a', \(bytes), 1), (3, 7, 'a', \(bytes), 1),
            (4, -3, 'ping', \(bytes), 1);
        """
    }

    package static func check(_ store: any Store) async throws {
        let types = try await store.publishedTypes(heardBy: .project(7)).types
        #expect(Set(types.map(\.text)) == ["deploy:done", "a"])
    }
}
