/// The payload of `bundle:finished` and of the other events of an artifact: what a receiver learns about it.
package struct ArtifactPayload: Hashable, Sendable {
    package var project: Project
    package var artifact: Artifact
    /// The artifact it was compared with.
    package var baseline: Artifact?
    /// The public URL of this server, without a trailing slash.
    package var publicURL: String

    package init(project: Project, artifact: Artifact, baseline: Artifact?, publicURL: String) {
        self.project = project
        self.artifact = artifact
        self.baseline = baseline
        self.publicURL = publicURL
    }

    /// `{"data":{"project":{…,"artifact":{…}}},"variables":{"projectId":…,"artifactId":…}}`, in wire order.
    package var bytes: [UInt8] { bytes(of: BundleEvent(.finished, of: artifact, baseline: baseline)) }

    /// The same for any event of the artifact, with what that tells besides.
    func bytes(of event: BundleEvent) -> [UInt8] {
        let links = ArtifactLinks(publicURL: publicURL, project: project)
        var json = JSONWriter()
        json.object { json in
            json.object("data") { json in
                json.object("project") { json in
                    project.writeIdentity(to: &json)
                    json.object("artifact") { json in
                        artifact.writeWire(to: &json, links: links, baseline: baseline)
                        event.writeCauses(to: &json)
                    }
                    event.writeDetail(to: &json)
                }
            }
            json.object("variables") { json in
                json.string("projectId", project.id)
                json.integer("artifactId", artifact.id)
            }
        }
        return json.bytes
    }
}

/// Links to the stored files of a project's artifacts.
package struct ArtifactLinks: Hashable, Sendable {
    private let base: String
    private let pages: String

    /// - Parameter publicURL: without a trailing slash.
    package init(publicURL: String, project: Project) {
        base = "\(publicURL)/api/v1/projects/\(project.id)/artifacts"
        pages = "\(publicURL)/\(project.id)/artifacts"
    }

    /// The artifact's page.
    package func page(_ id: Artifact.ID) -> String { "\(pages)/\(id)" }
    package func build(_ id: Artifact.ID) -> String { "\(base)/\(id)/build" }
    package func report(_ id: Artifact.ID) -> String { "\(base)/\(id)/report" }
    package func content(_ id: Artifact.ID) -> String { "\(base)/\(id)/content" }
}

extension Project {
    /// The fields that `data.project` begins with in every payload.
    package func writeIdentity(to json: inout JSONWriter) {
        json.string("id", id)
        json.string("host", host.rawValue)
        json.string("namespace", namespace)
        json.string("name", name)
        json.bool("isPublic", isPublic)
    }
}

extension Artifact {
    /// The fields in wire order, with `baseline` last.
    package func writeWire(to json: inout JSONWriter, links: ArtifactLinks, baseline: Artifact?) {
        writeOwnFields(to: &json, links: links)
        guard let baseline else { return json.null("baseline") }
        json.object("baseline") { baseline.writeOwnFields(to: &$0, links: links) }
    }

    private func writeOwnFields(to json: inout JSONWriter, links: ArtifactLinks) {
        json.integer("id", id)
        json.string("branch", build.branch)
        json.string("name", build.name)
        json.string("hash", build.hash)
        json.string("status", status.rawValue)
        json.integer("duration", duration?.milliseconds)
        json.string("failedReason", failure?.english)
        json.string("buildKey", build.buildKey)
        json.string("reportKey", result?.reportKey)
        json.string("contentKey", result?.contentKey)
        json.integer("score", result?.score)
        json.time("createdAt", createdAt)
        json.string("buildLink", links.build(id))
        json.string("reportLink", result.map { _ in links.report(id) })
        json.string("contentLink", result.map { _ in links.content(id) })
    }
}
