import Domain
import Storage

extension HistoricBuild {
    /// - Parameter entry: the only entry point to tell of; nil for all.
    func write(
        to json: inout JSONWriter, entry: String?, marks: [HistoryMark], in project: Project, at publicURL: String
    ) {
        let result = artifact.result
        json.object { json in
            json.integer("artifact", artifact.id)
            json.string("name", artifact.build.name)
            json.string("branch", artifact.build.branch)
            json.string("hash", artifact.build.hash)
            json.time("createdAt", artifact.createdAt)
            json.string("url", "\(publicURL)/\(project.id)/artifacts/\(artifact.id)")
            json.integer("previous", earlier?.id)
            json.write("size", result?.size)
            json.integer("score", result?.score)
            json.array("entryPoints") { json in
                for point in entryPoints(named: entry) { point.write(to: &json) }
            }
            json.integer("packageTotal", packageTotal)
            if let package { package.write("package", to: &json) } else { json.null("package") }
            json.array("marks") { json in
                for mark in marks { mark.write(to: &json) }
            }
        }
    }

    /// By the bytes of the name; all of them for nil.
    func entryPoints(named entry: String?) -> [Artifact.EntryPoint] {
        let all = artifact.result?.entryPoints ?? []
        guard let entry else { return all }
        return all.filter { $0.name.utf8.elementsEqual(entry.utf8) }
    }

    static let schema = Schema.object([
        .always("artifact", .integer()), .always("name", .string()), .always("branch", .string()),
        .always("hash", .string()), .always("createdAt", .time), .always("url", .string()),
        .always(
            "previous",
            Schema.integer().orNull.described("The artifact before it that passed, of the same name and branch.")),
        .always("size", Artifact.Size.schema.orNull), .always("score", Schema.integer(0...100).orNull),
        .always("entryPoints", .array(of: Artifact.EntryPoint.schema)),
        .always(
            "packageTotal",
            Schema.integer().orNull.described(
                "How many packages it has, of which the \(ArtifactPackages.maximum) largest are recorded; null if that is "
                    + "not known.")),
        .always("package", ArtifactPackage.schema.orNull), .always("marks", .array(of: HistoryMark.schema)),
    ])
}

extension ArtifactPackage {
    func write(_ key: String? = nil, to json: inout JSONWriter) {
        json.object(key) { json in
            json.string("name", name)
            json.array("versions") { json in
                for version in versions { json.string(nil, version) }
            }
            json.integer("copies", copies)
            json.write("size", size)
        }
    }

    static let schema = Schema.object([
        .always("name", .string()), .always("versions", .array(of: .string(), upTo: maximumVersions)),
        .always("copies", Schema.integer().described("At how many places it is installed.")),
        .always("size", Artifact.Size.schema),
    ])
}

extension HistoryMark {
    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.string("kind", kind.rawValue)
            json.array("packages") { json in
                for name in packages { json.string(nil, name) }
            }
            json.integer("more", further)
        }
    }

    fileprivate static let schema = Schema.object([
        .always("kind", .choice(Kind.allCases.map(\.rawValue))),
        .always("packages", .array(of: .string(), upTo: maximumNames)),
        .always("more", Schema.integer().described("How many more packages it is about.")),
    ])
}
