import Domain

extension Artifact {
    /// - Parameter review: what budgets say of it; only the view of a single artifact has it.
    func write(
        to json: inout JSONWriter, project: Project, baseline: Artifact?, links: ArtifactLinks,
        review: ArtifactReview? = nil
    ) {
        json.object { json in
            writeWire(to: &json, links: links, baseline: baseline)
            json.string("projectId", project.id)
            json.write("size", result?.size)
            json.array("entryPoints") { json in
                for entry in result?.entryPoints ?? [] { entry.write(to: &json) }
            }
            json.array("warnings") { json in
                for warning in result?.warnings ?? [] { json.string(nil, warning.english) }
            }
            reanalysis.write("reanalysis", to: &json)
            json.integer("baselineId", baselineID)
            json.string("baselineRule", baselineRule?.rawValue)
            json.integer("baselineDistance", baselineDistance)
            json.integer("analysisVersion", result?.analysisVersion)
            json.string("commitMessage", build.commitMessage)
            json.string("author", build.author)
            json.bool("isFork", build.isFork)
            json.integer("pullRequest", build.pullRequest)
            review?.write(to: &json)
        }
    }

    private static let ownFields: [Schema.Property] = [
        .always("id", .integer()), .always("branch", .string()), .always("name", .string()),
        .always("hash", .string()), .always("status", .choice(Status.allCases.map(\.rawValue))),
        .always("duration", Schema.integer().orNull), .always("failedReason", Schema.string().orNull),
        .always("buildKey", .string()), .always("reportKey", Schema.string().orNull),
        .always("contentKey", Schema.string().orNull), .always("score", Schema.integer(0...100).orNull),
        .always("createdAt", .time), .always("buildLink", .string()), .always("reportLink", Schema.string().orNull),
        .always("contentLink", Schema.string().orNull),
    ]

    static let schema = Schema.object(
        ownFields + [
            .always("baseline", Schema.object(ownFields).orNull), .always("projectId", .string()),
            .always("size", Size.schema.orNull), .always("entryPoints", .array(of: EntryPoint.schema)),
            .always("warnings", .array(of: .string())),
            .always("reanalysis", Reanalysis.schema.orNull), .always("baselineId", Schema.integer().orNull),
            .always("baselineRule", Schema.choice(BaselineRule.allCases.map(\.rawValue)).orNull),
            .always("baselineDistance", Schema.integer().orNull),
            .always("analysisVersion", Schema.integer().orNull), .always("commitMessage", Schema.string().orNull),
            .always("author", Schema.string().orNull), .always("isFork", .bool),
            .always("pullRequest", Schema.integer().orNull),
        ] + ArtifactReview.fields)
}

extension Artifact.Reanalysis? {
    fileprivate func write(_ key: String, to json: inout JSONWriter) {
        let (status, failure): (Artifact.Status, RecordedMessage?)
        switch self {
        case nil: return json.null(key)
        case .pending: (status, failure) = (.pending, nil)
        case .running: (status, failure) = (.running, nil)
        case .failed(let reason): (status, failure) = (.failed, reason)
        }
        json.object(key) { json in
            json.string("status", status.rawValue)
            json.string("failedReason", failure?.english)
        }
    }
}

extension Artifact.Reanalysis {
    fileprivate static let schema = Schema.object([
        .always("status", .choice([Artifact.Status.pending, .running, .failed].map(\.rawValue))),
        .always("failedReason", Schema.string().orNull),
    ])
}

extension Artifact.Size {
    static let schema = Schema.object([
        .always("raw", .integer()), .always("gzip", Schema.integer().orNull),
        .always("brotli", Schema.integer().orNull),
    ])
}

extension Artifact.EntryPoint {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.string("name", name)
            json.write("size", size)
            json.write("initialSize", initialSize)
            json.integer("score", score)
        }
    }

    static let schema = Schema.object([
        .always("name", .string()), .always("size", Artifact.Size.schema),
        .always("initialSize", Artifact.Size.schema), .always("score", .integer(0...100)),
    ])
}

extension JSONWriter {
    mutating func write(_ key: String, _ size: Artifact.Size?) {
        guard let size else { return null(key) }
        object(key) { json in
            json.integer("raw", size.raw)
            json.integer("gzip", size.gzip)
            json.integer("brotli", size.brotli)
        }
    }
}
