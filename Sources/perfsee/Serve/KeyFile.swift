import Foundation
import Localization
import Signing

/// The file next to the database with the key that seals secrets.
struct KeyFile {
    private let file: PrivateFile
    private let database: String

    var path: String { file.path }

    init(database: String) {
        self.database = database
        file = PrivateFile(path: database + ".key")
    }

    /// The key from `PERFSEE_SECRET_KEY`, else from the file, which is created only if there is no database yet: an
    /// existing one has secrets that another key would not open, and a new file would be mistaken for theirs.
    ///
    /// - Parameter setting: base64 of 32 bytes.
    func keyring(_ setting: String?) throws -> Keyring {
        if let keyring = try existing(setting) { return keyring }
        guard !isDatabaseThere else {
            throw CommandFailure(
                "The key of the database \(database) is missing. Set \(SettingSources.variable("secret-key")) to it, or "
                    + "put its file back at \(path).")
        }
        return Keyring(current: try make())
    }

    private var isDatabaseThere: Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: database)
        return attributes?[.size] as? Int ?? 0 > 0
    }

    /// Nil if there is neither.
    func existing(_ setting: String?) throws -> Keyring? {
        if let setting { return Keyring(current: try Self.key(setting, of: SettingSources.variable("secret-key"))) }
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        guard let data = FileManager.default.contents(atPath: file.path) else {
            throw CommandFailure("The key file \(file.path) can't be read. Check that it belongs to this user.")
        }
        return Keyring(current: try Self.key(String(decoding: data, as: UTF8.self), of: file.path))
    }

    private func make() throws -> SealingKey {
        let key = try SealingKey.generate()
        try file.create(key.base64 + "\n")
        return key
    }

    static func key(_ text: String, of source: String) throws -> SealingKey {
        do throws(InvalidSealingKey) {
            return try SealingKey(base64: text)
        } catch {
            throw CommandFailure(error, of: source)
        }
    }
}
