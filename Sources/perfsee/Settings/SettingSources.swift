import Configuration
import Foundation
import Synchronization

/// Where settings come from, strongest first: flags, `PERFSEE_*` variables, a configuration file.
struct SettingSources {
    /// A value and its source, named the way it was set.
    struct Found<Value> {
        let value: Value
        let source: String

        /// Whether it is on the command line, which other users of the machine can read.
        var isFlag: Bool { source.hasPrefix("--") }
    }

    private struct Layer {
        let provider: any ConfigProvider
        let prefix: [String]
        let name: @Sendable (String) -> String
    }

    private let layers: [Layer]
    /// The file of certificate authorities that replaces the system's, by the variable that OpenSSL and curl read as well.
    let systemCertificates: Found<String>?

    /// - Parameters:
    ///   - flags: the command line's values, by the flags' names without dashes.
    ///   - file: the configuration file, YAML or JSON.
    init(flags: [String: [String]], environment: [String: String], file: String?) async throws {
        let values = flags.map { (AbsoluteConfigKey([$0.key]), ConfigValue(.stringArray($0.value), isSecret: false)) }
        // An empty variable counts as unset.
        let variables = environment.filter { !$0.value.isEmpty }
        var layers = [
            Layer(
                provider: InMemoryProvider(values: Dictionary(uniqueKeysWithValues: values)), prefix: [],
                name: { "--\($0)" }),
            Layer(
                provider: EnvironmentVariablesProvider(environmentVariables: variables), prefix: ["perfsee"],
                name: Self.variable),
        ]
        if let file {
            layers.append(
                Layer(provider: try await Self.provider(of: file), prefix: [], name: { "`\($0)` in \(file)" }))
        }
        self.layers = layers
        systemCertificates = variables["SSL_CERT_FILE"].map { Found(value: $0, source: "SSL_CERT_FILE") }
    }

    /// The strongest value of a setting. A comma in it does not end it, although it is read as a list: URLs and tokens may
    /// have some.
    func text(_ name: String) throws -> Found<String>? {
        try list(name).flatMap { found in
            found.value.isEmpty ? nil : Found(value: found.value.joined(separator: ","), source: found.source)
        }
    }

    /// The strongest list; a text is split at its commas.
    func list(_ name: String) throws -> Found<[String]>? {
        // A name that is not in the list would be refused in a file.
        assert(SettingName.all.contains(name))
        for layer in layers {
            guard let texts = Self.texts(of: AbsoluteConfigKey(layer.prefix + [name]), in: layer.provider) else {
                continue
            }
            return Found(value: texts, source: layer.name(name))
        }
        return nil
    }

    /// The variable of a setting: `PERFSEE_TRUST_PROXY`.
    static func variable(_ name: String) -> String {
        "PERFSEE_" + name.uppercased().replacingOccurrences(of: "-", with: "_")
    }

    private static func texts(of key: AbsoluteConfigKey, in provider: any ConfigProvider) -> [String]? {
        if case .stringArray(let texts)? = (try? provider.value(forKey: key, type: .stringArray))?.value?.content {
            return texts
        }
        guard case .string(let text)? = (try? provider.value(forKey: key, type: .string))?.value?.content else {
            return nil
        }
        return text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    }

    /// Throws `CommandFailure` if the file contains a key that is not a setting.
    private static func provider(of file: String) async throws -> any ConfigProvider {
        let keys = FoundKeys()
        let provider = try await read(file, noting: keys)
        if let key = keys.all.first(where: { !SettingName.all.contains($0) }) {
            throw CommandFailure(SettingName.refusal(of: key, in: file))
        }
        return provider
    }

    private static func read(_ file: String, noting keys: FoundKeys) async throws -> any ConfigProvider {
        // The library reveals its keys only to the callback that decides which values are secret.
        var options = YAMLSnapshot.ParsingOptions.default
        options.secretsSpecifier = .dynamic { key, _ in
            keys.add(key)
            return false
        }
        do {
            let path = InMemoryProvider(values: ["filePath": ConfigValue(.string(file), isSecret: false)])
            return try await FileProvider<YAMLSnapshot>(parsingOptions: options, config: ConfigReader(provider: path))
        } catch {
            throw CommandFailure("The configuration file \(file) can't be read as YAML or JSON: \(ErrorText(error))")
        }
    }
}

/// The keys of a configuration file, in order.
private final class FoundKeys: Sendable {
    private let keys = Mutex<[String]>([])

    var all: [String] { keys.withLock { $0 } }

    func add(_ key: String) {
        keys.withLock { $0.append(key) }
    }
}
