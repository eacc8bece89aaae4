import Domain
import GRDB
import Storage

extension CountedDay {
    static func fetch(_ project: Project.Number, _ db: Database) throws -> CountedDay? {
        let row = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT day, events, bytes FROM event_usage WHERE project = ?"),
            arguments: [project])
        return row.map { CountedDay(day: $0[0], usage: EventUsage(events: $0[1], bytes: $0[2])) }
    }

    func write(of project: Project.Number, _ context: WriteContext) throws {
        var statement = try context.statement(.countEvents)
        try statement.bind(project)
        try statement.bind(day)
        try statement.bind(usage.events)
        try statement.bind(usage.bytes)
        try statement.run()
    }
}
