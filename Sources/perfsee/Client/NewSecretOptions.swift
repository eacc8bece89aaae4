import ArgumentParser
import Signing

/// A webhook's new secret. It comes from a file that is named, never from the variable of ``SecretOptions``: that holds
/// the one that is in use.
struct NewSecretOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A file with the new secret; - is standard input.", valueName: "file"))
    var secretFile: String?

    /// The secret; nil where no file was named.
    func secret() throws -> WebhookSecret? {
        try secretFile.map { try SecretFile(path: $0).secret() }
    }
}
