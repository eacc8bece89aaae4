import ContinuousIntegration
import Foundation
import PerfseeSDK

/// The project that a build is uploaded to.
struct UploadTarget {
    let id: String
    let repository: GitRemote?

    /// The project as the server has it. An upload-only token may not read it; then the CI system or the checkout's remote
    /// says which repository it is.
    func project(_ client: PerfseeClient) async throws -> Project {
        do {
            return try await client.project(id)
        } catch PerfseeClientError.refused(let problem) where problem.status == 403 {
            guard let repository else { throw PerfseeClientError.refused(problem) }
            return try guess(repository)
        }
    }

    private struct Guess: Encodable {
        let id: String
        let host: String
        let namespace: String
        let name: String
        let isPublic = false
    }

    private func guess(_ repository: GitRemote) throws -> Project {
        let guess = Guess(id: id, host: repository.host, namespace: repository.namespace, name: repository.name)
        return try JSONDecoder().decode(Project.self, from: try JSONEncoder().encode(guess))
    }
}
