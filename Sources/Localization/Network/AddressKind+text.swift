package import Domain

/// Completes a sentence about an address, "… is …".
extension AddressKind: Message {
    package var text: LocalizedText {
        switch self {
        case .unspecified: LocalizedText(en: "an unspecified address", zh: "未指定地址")
        case .loopback: LocalizedText(en: "a loopback address", zh: "回环地址")
        case .private: LocalizedText(en: "a private address", zh: "私有地址")
        case .linkLocal: LocalizedText(en: "a link-local address", zh: "链路本地地址")
        case .carrierGradeNAT: LocalizedText(en: "a carrier-grade NAT address", zh: "运营商级 NAT 地址")
        case .multicast: LocalizedText(en: "a multicast address", zh: "组播地址")
        case .reserved: LocalizedText(en: "a reserved address", zh: "保留地址")
        case .documentation: LocalizedText(en: "an address reserved for documentation", zh: "文档专用地址")
        case .benchmark: LocalizedText(en: "an address reserved for benchmarks", zh: "基准测试专用地址")
        case .translation: LocalizedText(en: "an address reserved for address translation", zh: "地址转换专用地址")
        case .cloud: LocalizedText(en: "the address of a cloud provider's own service", zh: "云服务商自身服务的地址")
        case .own: LocalizedText(en: "an address of the server itself", zh: "本服务器自身的地址")
        }
    }
}
