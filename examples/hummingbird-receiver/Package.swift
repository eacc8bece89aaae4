// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "hummingbird-receiver",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "perfsee", path: "../.."),
        .package(
            url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: ["ConfigurationSupport"]),
    ],
    targets: [
        .executableTarget(
            name: "Receiver",
            dependencies: [
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "PerfseeSDK", package: "perfsee"),
            ])
    ]
)
