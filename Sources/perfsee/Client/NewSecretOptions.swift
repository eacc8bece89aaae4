import ArgumentParser
import Signing

/// A webhook's new secret. It comes from a named file, never from the variable of ``SecretOptions``, which holds the
/// current one.
struct NewSecretOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A file with the new secret; - is standard input.", valueName: "file"))
    var secretFile: String?

    /// The secret; nil if no file was named.
    func secret() throws -> WebhookSecret? {
        try secretFile.map { try SecretFile(path: $0).secret(isNew: true) }
    }
}
