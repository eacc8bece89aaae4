package import Domain
import Synchronization

/// The custom event types that are known to be recorded for their projects, so that recording them costs nothing from the
/// second event of a type on.
package final class PublishedTypeCache: Sendable {
    package struct Entry: Hashable, Comparable, Sendable {
        package let project: Project.Number
        package let type: String

        package static func < (one: Entry, other: Entry) -> Bool {
            (one.project, one.type) < (other.project, other.type)
        }
    }

    /// The most entries to keep; beyond that, all are dropped.
    private static let maximum = 10_000

    private let entries = Mutex<Set<Entry>>([])

    package init() {}

    /// What to record for an event; nil if that is done.
    package func entry(for event: NewEvent) -> Entry? {
        guard let entry = event.published, !entries.withLock({ $0.contains(entry) }) else { return nil }
        return entry
    }

    /// Call once the entries are recorded and committed.
    package func insert(_ new: some Collection<Entry>) {
        entries.withLock { entries in
            if entries.count + new.count > Self.maximum { entries = [] }
            entries.formUnion(new)
        }
    }
}

extension NewEvent {
    /// Nil for the catalog's types, which are known anyway.
    fileprivate var published: PublishedTypeCache.Entry? {
        guard let project = owner.project, !EventCatalog.contains(eventType) else { return nil }
        return PublishedTypeCache.Entry(project: project, type: eventType.text)
    }
}
