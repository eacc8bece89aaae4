import Domain
import PostgresClient
import Storage

extension PostgresStore {
    /// Accepts the events that fit into their quotas.
    func withinQuotas(
        _ jobs: [AcceptJob], _ accept: ([AcceptJob]) async throws -> [Result<Accepted, StoreError>]
    ) async throws -> [Result<Accepted, StoreError>] {
        let breaches = try await count(jobs)
        let admitted = zip(jobs, breaches).filter { $1 == nil }.map(\.0)
        var answers = admitted.isEmpty ? [] : try await countingBack(admitted) { try await accept(admitted) }[...]
        return breaches.map { breach in
            if let breach { return .failure(.quota(breach)) }
            return answers.removeFirst()
        }
    }

    /// Accepts one event whose key may have been used before: a repeat is answered even if the quota is used up by now,
    /// and is not counted.
    func withinQuota(
        _ job: AcceptJob, _ accept: (QuotaBreach?) async throws -> Reply<Accepted>
    ) async throws -> Reply<Accepted> {
        let breach = try await count([job])[0]
        guard breach == nil else { return try await accept(breach) }
        var reply: Reply<Accepted>?
        _ = try await countingBack([job]) {
            let answer = try await accept(nil)
            reply = answer
            // A repeat was counted the first time.
            guard case .done(let accepted) = answer else { return [.failure(.notFound)] }
            return [.success(accepted)]
        }
        return try reply ?? { throw StoreError.notFound }()
    }

    /// Accepts a batch, which may have events that were accepted before: those are not counted.
    ///
    /// - Parameter accept: is given why each event does not fit into its quota; throws unless those were accepted before.
    func withinQuotas(
        batch jobs: [AcceptJob], _ accept: ([QuotaBreach?]) async throws -> Reply<[BatchedReply]>
    ) async throws -> Reply<[BatchedReply]> {
        let breaches = try await count(jobs)
        let counted = jobs.indices.filter { breaches[$0] == nil }
        do {
            let reply = try await accept(breaches)
            for index in counted where !reply.isAccepted(index) { portions.giveBack(jobs[index]) }
            return reply
        } catch StoreError.unknownOutcome(let reason) {
            throw StoreError.unknownOutcome(reason)
        } catch {
            for index in counted { portions.giveBack(jobs[index]) }
            throw error
        }
    }

    /// Returns what was counted for events that are not accepted after all, unless they may have been.
    private func countingBack(
        _ jobs: [AcceptJob], _ accept: () async throws -> [Result<Accepted, StoreError>]
    ) async throws -> [Result<Accepted, StoreError>] {
        do {
            let answers = try await accept()
            for case (let job, .failure) in zip(jobs, answers) { portions.giveBack(job) }
            return answers
        } catch StoreError.unknownOutcome(let reason) {
            throw StoreError.unknownOutcome(reason)
        } catch {
            jobs.forEach(portions.giveBack)
            throw error
        }
    }

    /// Counts the events; returns why for each that does not fit.
    private func count(_ jobs: [AcceptJob]) async throws -> [QuotaBreach?] {
        var breaches = [QuotaBreach?](repeating: nil, count: jobs.count)
        let lacking = jobs.indices.filter { !portions.use(jobs[$0]) }
        guard !lacking.isEmpty else { return breaches }
        for (index, breach) in zip(lacking, try await take(lacking.map { jobs[$0] })) { breaches[index] = breach }
        return breaches
    }

    private struct Taken {
        var breaches: [QuotaBreach?] = []
        var ahead: [Project.Number: CountedDay] = [:]
    }

    /// Counts the events in the database, plus a portion for those that follow.
    private func take(_ jobs: [AcceptJob]) async throws -> [QuotaBreach?] {
        let taken = try await write(on: hotPool) { [portions] write in
            // What is accepted from the portion is committed later, and once that is on disk, so is this.
            try write.session.query("SELECT set_config('synchronous_commit', 'off', true)")
            var days = try Self.lockDays(of: jobs, write.session)
            let before = days
            var taken = Taken()
            var quotas: [Project.Number: EventQuota] = [:]
            for job in jobs {
                guard let (project, quota) = job.event.counted else { continue }
                quotas[project] = quota
                taken.breaches.append(days[project]?.count(job.event.usage, within: quota, at: job.now))
            }
            for (project, quota) in quotas {
                guard let day = days[project] else { continue }
                let left = portions.left(of: project, on: day.day)
                let ahead = CountedDay(day: day.day, usage: quota.ahead(of: day.usage, left: left))
                taken.ahead[project] = ahead
                days[project]?.usage = day.usage + ahead.usage
            }
            try Self.write(days.filter { $0.value != before[$0.key] }, write.session)
            return taken
        }
        for (project, ahead) in taken.ahead { portions.add(ahead, to: project) }
        return taken.breaches
    }

    private static func lockDays(
        of jobs: [AcceptJob], _ session: PostgresSession
    ) throws -> [Project.Number: CountedDay] {
        let projects = Set(jobs.compactMap { $0.event.counted?.project }).sorted()
        let today = jobs.map(\.now.day).max() ?? 0
        let results = try session.pipeline { pipeline in
            try pipeline.add(
                """
                INSERT INTO event_usage (project, day, events, bytes)
                SELECT project, $2, 0, 0 FROM unnest($1) AS project ORDER BY project ON CONFLICT DO NOTHING
                """, projects, today)
            try pipeline.add(
                """
                SELECT project, day, events, bytes FROM event_usage WHERE project = ANY($1) ORDER BY project FOR UPDATE
                """, projects)
        }
        var days: [Project.Number: CountedDay] = [:]
        for row in results[1] {
            days[try row[0]] = CountedDay(day: try row[1], usage: EventUsage(events: try row[2], bytes: try row[3]))
        }
        return days
    }

    private static func write(_ days: [Project.Number: CountedDay], _ session: PostgresSession) throws {
        guard !days.isEmpty else { return }
        let rows = days.sorted { $0.key < $1.key }
        try session.run(
            """
            UPDATE event_usage SET day = new.day, events = new.events, bytes = new.bytes
            FROM unnest($1, $2, $3, $4) AS new (project, day, events, bytes) WHERE event_usage.project = new.project
            """,
            rows.map(\.key), rows.map(\.value.day), rows.map(\.value.usage.events), rows.map(\.value.usage.bytes))
    }
}

extension Reply<[BatchedReply]> {
    /// Whether the event at that place of the batch is new.
    fileprivate func isAccepted(_ index: Int) -> Bool {
        guard case .done(let replies) = self, case .accepted = replies[index] else { return false }
        return true
    }
}
