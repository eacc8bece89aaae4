import Dispatch
import Signing

/// Hashing of passwords, which takes a tenth of a second on purpose: away from the threads that answer requests, and
/// one at a time, so that a crowd at the sign-in page takes one core and 32 MiB at the most.
enum PasswordWork {
    private static let queue = DispatchQueue(label: "perfsee.passwords", qos: .utility)

    static func hash(_ password: String) async throws -> String {
        try await run { try PasswordHash(of: password).text }
    }

    /// False where `stored` is no hash.
    static func matches(_ password: String, _ stored: String) async throws -> Bool {
        guard password.utf8.count <= NewPassword.maximumPasswordBytes else { return false }
        return try await run { try PasswordHash(text: stored)?.matches(password) ?? false }
    }

    private static func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try work() }) }
        }
    }
}
