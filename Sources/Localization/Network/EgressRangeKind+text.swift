package import Domain

/// Follows the address: "`127.0.0.1` is a loopback address" (the Chinese includes the verb).
extension EgressRangeKind: Message {
    package var text: LocalizedText {
        switch self {
        case .unspecified: LocalizedText(en: "an unspecified address", zh: "是未指定地址")
        case .loopback: LocalizedText(en: "a loopback address", zh: "是回环地址")
        case .private: LocalizedText(en: "in a private network", zh: "位于私有网络")
        case .linkLocal: LocalizedText(en: "a link-local address", zh: "是链路本地地址")
        case .carrierGrade: LocalizedText(en: "in a carrier-grade NAT network", zh: "位于运营商级 NAT 网络")
        case .multicast: LocalizedText(en: "a multicast address", zh: "是组播地址")
        case .reserved: LocalizedText(en: "in a reserved range", zh: "位于保留地址段")
        case .documentation: LocalizedText(en: "in a range for documentation", zh: "位于文档用地址段")
        case .benchmark: LocalizedText(en: "in a range for benchmarks", zh: "位于基准测试用地址段")
        case .translation: LocalizedText(en: "in a range for address translation", zh: "位于地址转换用地址段")
        case .cloud: LocalizedText(en: "an address of the cloud's own services", zh: "是云平台自身服务的地址")
        case .own: LocalizedText(en: "an address of this server's own machine", zh: "是本服务器所在机器自身的地址")
        }
    }
}
