// swift-tools-version: 6.2
import PackageDescription

/// What every target is compiled with.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// Targets marked ◆ in the design: they also compile as Embedded Swift for WebAssembly.
let embeddable: [SwiftSetting] =
    strict + [
        .treatWarning("EmbeddedRestrictions", as: .error)
    ]

let hummingbird: [Target.Dependency] = [
    .product(name: "HTTPTypes", package: "swift-http-types"),
    .product(name: "Logging", package: "swift-log"),
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
    .product(name: "Hummingbird", package: "hummingbird"),
    .product(name: "HummingbirdTLS", package: "hummingbird"),
    .product(name: "Mustache", package: "swift-mustache"),
]

let package = Package(
    name: "countersign",
    platforms: [.macOS(.v15), .iOS(.v18)],
    products: [
        .executable(name: "countersign", targets: ["countersign"]),
        .executable(name: "PhoneCore", targets: ["PhoneCore"]),
        .library(name: "CountersignKit", targets: ["CountersignKit"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: [
        // Shared with the phone (◆).
        .target(name: "OTPCore", swiftSettings: embeddable),
        .target(name: "QRCodec", swiftSettings: embeddable),
        .target(name: "CWasmRuntime"),
        .executableTarget(
            name: "PhoneCore",
            dependencies: ["OTPCore", "QRCodec", "CWasmRuntime"],
            swiftSettings: embeddable
        ),

        // The pairing protocol and the client library.
        .target(
            name: "Pairing",
            dependencies: ["OTPCore", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: strict
        ),
        .target(
            name: "CountersignKit",
            dependencies: [
                "OTPCore", "Pairing", .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict
        ),

        // The rules.
        .target(name: "AuthDomain", dependencies: ["OTPCore"], swiftSettings: strict),

        // Adapters.
        .systemLibrary(
            name: "CArgon2",
            pkgConfig: "libargon2",
            providers: [.apt(["libargon2-dev"]), .brew(["argon2"])]
        ),
        .target(
            name: "Cryptography",
            dependencies: [
                "AuthDomain", "OTPCore", "Pairing", "CArgon2",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "SQLStorage",
            dependencies: ["AuthDomain"],
            resources: [
                .embedInCode("Migrations/V0001_initial.sqlite.sql"),
                .embedInCode("Migrations/V0001_initial.postgresql.sql"),
                .embedInCode("Migrations/V0002_api_keys.sqlite.sql"),
                .embedInCode("Migrations/V0002_api_keys.postgresql.sql"),
                .embedInCode("Migrations/V0003_deployment.sqlite.sql"),
                .embedInCode("Migrations/V0003_deployment.postgresql.sql"),
                .embedInCode("Migrations/V0004_sweep_indexes.sqlite.sql"),
                .embedInCode("Migrations/V0004_sweep_indexes.postgresql.sql"),
                .embedInCode("Migrations/V0005_second_step.sqlite.sql"),
                .embedInCode("Migrations/V0005_second_step.postgresql.sql"),
                .embedInCode("Migrations/V0006_delivery.sqlite.sql"),
                .embedInCode("Migrations/V0006_delivery.postgresql.sql"),
                .embedInCode("Migrations/V0007_pins.sqlite.sql"),
                .embedInCode("Migrations/V0007_pins.postgresql.sql"),
                .embedInCode("Migrations/V0008_recovery.sqlite.sql"),
                .embedInCode("Migrations/V0008_recovery.postgresql.sql"),
                .embedInCode("Migrations/V0009_help_desk.sqlite.sql"),
                .embedInCode("Migrations/V0009_help_desk.postgresql.sql"),
                .embedInCode("Migrations/V0010_phone_approvals.sqlite.sql"),
                .embedInCode("Migrations/V0010_phone_approvals.postgresql.sql"),
                .embedInCode("Migrations/V0011_people_search.sqlite.sql"),
                .embedInCode("Migrations/V0011_people_search.postgresql.sql"),
                .embedInCode("Migrations/V0012_policy.sqlite.sql"),
                .embedInCode("Migrations/V0012_policy.postgresql.sql"),
                .embedInCode("Migrations/V0013_audit_checkpoints.sqlite.sql"),
                .embedInCode("Migrations/V0013_audit_checkpoints.postgresql.sql"),
                .embedInCode("Migrations/V0014_console.sqlite.sql"),
                .embedInCode("Migrations/V0014_console.postgresql.sql"),
                .embedInCode("Migrations/V0015_audit_stream.sqlite.sql"),
                .embedInCode("Migrations/V0015_audit_stream.postgresql.sql"),
                .embedInCode("Migrations/V0016_proposals.sqlite.sql"),
                .embedInCode("Migrations/V0016_proposals.postgresql.sql"),
                .embedInCode("Migrations/V0017_devices_by_account.sqlite.sql"),
                .embedInCode("Migrations/V0017_devices_by_account.postgresql.sql"),
                .embedInCode("Migrations/V0018_brand.sqlite.sql"),
                .embedInCode("Migrations/V0018_brand.postgresql.sql"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "SQLiteEngine",
            dependencies: [
                "AuthDomain", "SQLStorage", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict
        ),
        .systemLibrary(
            name: "CPostgreSQL",
            pkgConfig: "libpq",
            providers: [.apt(["libpq-dev"]), .brew(["libpq"])]
        ),
        .target(
            name: "PostgresEngine",
            dependencies: ["AuthDomain", "SQLStorage", "CPostgreSQL"],
            swiftSettings: strict
        ),
        .target(
            name: "TokenSigning",
            dependencies: [
                "AuthDomain", "OTPCore", .product(name: "JWTKit", package: "jwt-kit"),
            ],
            swiftSettings: strict
        ),
        .systemLibrary(
            name: "CCurl",
            pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]
        ),
        .target(
            name: "DeliveryChannels",
            dependencies: ["AuthDomain", "CCurl"],
            swiftSettings: strict
        ),
        .target(name: "CWebAssets", exclude: ["generated"]),
        .target(
            name: "AuthHTTP",
            dependencies: ["AuthDomain", "OTPCore", "QRCodec", "CWebAssets"] + hummingbird,
            swiftSettings: strict
        ),
        .target(
            name: "Settings",
            dependencies: [
                "AuthDomain", "OTPCore",
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: strict
        ),

        // Composition root and commands.
        .executableTarget(
            name: "countersign",
            dependencies: [
                "OTPCore", "QRCodec", "Pairing", "CountersignKit", "AuthDomain", "Cryptography",
                "SQLStorage", "SQLiteEngine", "PostgresEngine", "TokenSigning", "AuthHTTP", "Settings",
                "DeliveryChannels",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "X509", package: "swift-certificates"),
            ],
            swiftSettings: strict
        ),

        // Tests.
        .target(
            name: "TestSupport",
            dependencies: [
                "AuthDomain", "SQLStorage", "SQLiteEngine", "PostgresEngine", "Cryptography", "OTPCore",
            ],
            path: "Tests/TestSupport",
            swiftSettings: strict
        ),
        .testTarget(
            name: "OTPCoreTests", dependencies: ["OTPCore", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: strict),
        .testTarget(name: "QRCodecTests", dependencies: ["QRCodec"], exclude: ["Fixtures"], swiftSettings: strict),
        .testTarget(name: "PairingTests", dependencies: ["Pairing", "OTPCore"], swiftSettings: strict),
        .testTarget(
            name: "CountersignKitTests",
            dependencies: [
                "CountersignKit", "OTPCore", "Pairing",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "AuthDomainTests",
            dependencies: [
                "AuthDomain", "SQLStorage", "SQLiteEngine", "Cryptography", "Pairing", "OTPCore",
                "TestSupport",
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "SQLStorageTests",
            dependencies: [
                "AuthDomain", "SQLStorage", "SQLiteEngine", "Cryptography", "TestSupport",
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "SettingsTests",
            dependencies: ["AuthDomain", "Settings"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "SQLiteEngineTests",
            dependencies: ["AuthDomain", "SQLStorage", "SQLiteEngine"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "PostgresEngineTests",
            dependencies: ["AuthDomain", "SQLStorage", "PostgresEngine", "TestSupport"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "CryptographyTests",
            dependencies: [
                "AuthDomain", "Cryptography", "OTPCore", "Pairing",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "TokenSigningTests",
            dependencies: [
                "AuthDomain", "OTPCore", "TokenSigning", "Cryptography",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "JWTKit", package: "jwt-kit"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "AuthHTTPTests",
            dependencies: [
                "AuthHTTP", "AuthDomain", "SQLStorage", "SQLiteEngine", "Cryptography",
                "TokenSigning", "CountersignKit", "OTPCore", "TestSupport",
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "DeliveryChannelsTests",
            dependencies: ["AuthDomain", "DeliveryChannels", "CCurl", "TestSupport"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "AuthHTTP",
                "countersign", "CountersignKit", "QRCodec",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
            ],
            swiftSettings: strict
        ),
    ]
)
