// swift-tools-version: 6.2

import PackageDescription

/// What every target of this package is compiled with.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

/// For targets that walk bytes: unoptimized loops over bytes run up to 450 times slower,
/// so these are optimized in debug builds too.
let byteLoops: [SwiftSetting] = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let package = Package(
    name: "perfsee",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "perfsee", targets: ["perfsee"]),
        .library(name: "PerfseeSDK", targets: ["PerfseeSDK"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.3.0"),
        // YAML reads JSON as well; with one trait instead of two the build flags keep one order.
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["YAML"]),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.0"),
        .package(url: "https://github.com/apple/swift-nio-http2", from: "1.46.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(
            url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: ["ConfigurationSupport"]),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
        // What swift-configuration reads YAML with; budgets are YAML as well.
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CBrotli", pkgConfig: "libbrotlienc", providers: [.apt(["libbrotli-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "CScheduler"),
        .systemLibrary(name: "CIDN2", pkgConfig: "libidn2", providers: [.apt(["libidn2-dev"])]),
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),

        .target(name: "Domain", resources: [.embedInCode("Resources")], swiftSettings: byteLoops),
        // No unsafe flags here, nor in Signing: the SDK stands on both, and SwiftPM refuses them in what others depend on.
        .target(name: "JSONLexing", swiftSettings: strict),
        .target(name: "Zlib", dependencies: ["CZlib"], swiftSettings: strict),
        .target(
            name: "Signing",
            dependencies: [
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        .target(name: "SourceMaps", dependencies: ["JSONLexing"], swiftSettings: byteLoops),
        .target(name: "JavaScript", swiftSettings: byteLoops),
        .target(
            name: "BundleAnalysis",
            dependencies: [
                "JSONLexing", "SourceMaps", "JavaScript", "Zlib", "CBrotli", "CZstd",
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: byteLoops),
        .target(name: "ContinuousIntegration", swiftSettings: strict),
        .target(name: "Threads", dependencies: ["CScheduler"], swiftSettings: strict),
        .target(name: "PostgresClient", dependencies: ["CLibPQ", "Threads"], swiftSettings: strict),
        .target(
            name: "Localization", dependencies: ["Domain", "JSONLexing", "Signing", "BundleAnalysis", "Storage"],
            swiftSettings: strict),
        .target(name: "TreemapDrawing", resources: [.embedInCode("Resources")], swiftSettings: strict),
        .target(
            name: "Reports", dependencies: ["BundleAnalysis", "Localization", "Signing", "TreemapDrawing", "Zlib"],
            swiftSettings: strict),
        .target(
            name: "Storage",
            dependencies: [
                "Domain", "JSONLexing", "Signing", .product(name: "DequeModule", package: "swift-collections"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
            ],
            swiftSettings: strict),
        .target(
            name: "SQLiteStorage",
            dependencies: [
                "Domain", "Signing", "Storage",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .target(
            name: "PostgresStorage",
            dependencies: [
                "Domain", "Signing", "Storage", "PostgresClient",
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),
        .target(
            name: "Delivery",
            dependencies: [
                "Domain", "Storage", "Signing", "Zlib",
                .product(name: "DequeModule", package: "swift-collections"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "NIOHTTP2", package: "swift-nio-http2"),
                .product(name: "NIOHPACK", package: "swift-nio-http2"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),
        .target(
            name: "Analysis",
            dependencies: [
                "Domain", "Localization", "Storage", "BundleAnalysis", "Threads",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),
        .target(
            name: "Server",
            dependencies: [
                "CIDN2", "Domain", "JSONLexing", "Localization", "Storage", "Signing", "TreemapDrawing", "Zlib",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
            ],
            resources: [
                .embedInCode("Pages/Assets"), .embedInCode("Pages/Templates"), .embedInCode("Pages/Strings"),
            ],
            swiftSettings: strict),
        .target(
            name: "PerfseeSDK",
            dependencies: [
                "JSONLexing", "Signing",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOFoundationCompat", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "perfsee",
            dependencies: [
                "Domain", "JSONLexing", "Localization", "Signing", "BundleAnalysis", "Storage", "SQLiteStorage",
                "PostgresStorage", "Delivery", "Analysis", "ContinuousIntegration", "Reports", "Server", "PerfseeSDK",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "perfsee-bench",
            dependencies: [
                "Domain", "Localization", "Signing", "BundleAnalysis", "Analysis", "SourceMaps", "Storage",
                "SQLiteStorage", "PostgresStorage", "Delivery", "PostgresClient", "PostgresSupport",
                "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTP2", package: "swift-nio-http2"),
                .product(name: "NIOHPACK", package: "swift-nio-http2"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            path: "Benchmarks/perfsee-bench",
            swiftSettings: strict),
        .executableTarget(
            name: "perfsee-peers", dependencies: ["BundleAnalysis", "JavaScript", "SourceMaps"],
            path: "Benchmarks/perfsee-peers",
            swiftSettings: strict),

        .target(
            name: "TestSupport",
            dependencies: [
                "ContinuousIntegration", "Domain", "Storage",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            path: "Tests/TestSupport",
            swiftSettings: strict),
        .target(
            name: "PostgresSupport", dependencies: ["PostgresClient"], path: "Tests/PostgresSupport",
            swiftSettings: strict),
        .target(
            name: "StoreSupport",
            dependencies: [
                "Domain", "Signing", "Storage", "SQLiteStorage", "PostgresStorage", "PostgresClient", "PostgresSupport",
                "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            path: "Tests/StoreSupport",
            swiftSettings: strict),
        .testTarget(
            name: "PostgresClientTests", dependencies: ["PostgresClient", "PostgresSupport"], swiftSettings: strict),
        .testTarget(name: "DomainTests", dependencies: ["Domain"], swiftSettings: strict),
        .testTarget(
            name: "ContinuousIntegrationTests", dependencies: ["ContinuousIntegration", "TestSupport"],
            swiftSettings: strict),
        .testTarget(name: "ThreadsTests", dependencies: ["Threads"], swiftSettings: strict),
        .testTarget(name: "JSONLexingTests", dependencies: ["JSONLexing"], swiftSettings: strict),
        .testTarget(
            name: "SourceMapsTests", dependencies: ["JSONLexing", "SourceMaps", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "JavaScriptTests", dependencies: ["JavaScript"], swiftSettings: strict),
        .testTarget(name: "ZlibTests", dependencies: ["Zlib"], swiftSettings: strict),
        .testTarget(
            name: "LocalizationTests",
            dependencies: ["BundleAnalysis", "Domain", "JSONLexing", "Localization", "Signing", "Storage"],
            swiftSettings: strict),
        .testTarget(
            name: "ReportsTests",
            dependencies: ["BundleAnalysis", "Localization", "Reports", "Signing", "TreemapDrawing", "Zlib"],
            swiftSettings: strict),
        .testTarget(name: "SigningTests", dependencies: ["Signing"], swiftSettings: strict),
        .testTarget(
            name: "BundleAnalysisTests", dependencies: ["BundleAnalysis", "SourceMaps", "TestSupport", "Zlib"],
            exclude: ["Samples", "Attribution/agreement.js", "Shares/inflate_shares.py"],
            swiftSettings: strict),
        .testTarget(
            name: "StorageTests",
            dependencies: [
                "Storage", "SQLiteStorage", "PostgresStorage", "PostgresClient", "StoreSupport", "TestSupport",
                "Domain", "Localization", "Signing",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            exclude: ["Samples"], swiftSettings: strict),
        .testTarget(
            name: "SQLiteStorageTests",
            dependencies: [
                "Domain", "Signing", "Storage", "SQLiteStorage", "StoreSupport", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            exclude: ["schema.sql"],
            swiftSettings: strict),
        .testTarget(
            name: "PostgresStorageTests",
            dependencies: [
                "Domain", "Signing", "Storage", "PostgresStorage", "PostgresClient", "PostgresSupport", "StoreSupport",
                "TestSupport",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "DeliveryTests",
            dependencies: [
                "Delivery", "Domain", "StoreSupport", "TestSupport", "Storage", "PostgresStorage", "Zlib",
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHPACK", package: "swift-nio-http2"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "AnalysisTests",
            dependencies: [
                "Analysis", "BundleAnalysis", "Domain", "Localization", "Storage", "StoreSupport", "TestSupport",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ServerTests",
            dependencies: [
                "Analysis", "Server", "StoreSupport", "TestSupport", "Domain", "JSONLexing", "Localization", "Signing",
                "Storage", "SQLiteStorage", "Zlib",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "PerfseeSDKTests",
            dependencies: [
                "PerfseeSDK", "Signing",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: strict),
        .target(
            name: "ProgramSupport",
            dependencies: ["PerfseeSDK", "PostgresSupport", "StoreSupport"],
            path: "Tests/ProgramSupport",
            swiftSettings: strict),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "ContinuousIntegration", "Domain", "PostgresSupport", "ProgramSupport", "Reports",
                "StoreSupport", "TestSupport", "Server", "perfsee", "PerfseeSDK", "Signing", "Storage",
                .product(name: "Yams", package: "Yams"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ManyNodesTests",
            dependencies: [
                "PostgresClient", "PostgresSupport", "ProgramSupport", "perfsee", "PerfseeSDK",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: byteLoops),
        .testTarget(
            name: "BrowserTests",
            dependencies: ["ProgramSupport", "StoreSupport", "perfsee"],
            exclude: ["journeys"],
            swiftSettings: strict),
    ]
)
