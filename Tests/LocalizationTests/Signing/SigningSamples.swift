import Localization
import Signing

extension InvalidSecret: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .empty
        case .empty: .tooLong(256)
        case .tooLong: .controlCharacter
        case .controlCharacter: .notBase64
        case .notBase64: .byteOrderMark
        case .byteOrderMark: .surroundingSpace
        case .surroundingSpace: .signaturePrefix
        case .signaturePrefix: .notUTF8
        case .notUTF8: nil
        }
    }
}

extension InvalidSealingKey: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .notBase64
        case .notBase64: .wrongLength(3)
        case .wrongLength: nil
        }
    }
}

extension UnsealingError: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .truncated
        case .truncated: .unknownVersion(9)
        case .unknownVersion: .unknownKey(id: "0a1b2c3d")
        case .unknownKey: .tampered
        case .tampered: nil
        }
    }
}
