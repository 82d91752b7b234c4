// swift-tools-version: 6.2
import PackageDescription

// The rooms, in the order a mail walks through them: Gateway (a door), Intake, Desk, Store, Delivery.
// MIME, Tickets, Templates, Scrips and Settings are closets: value in, value out, no call back.
// A target lists every module that it imports; CI builds with
// `--explicit-target-dependency-import-check error`, or an undeclared import would pass.
// `mailgate` must start in milliseconds: neither libpq nor libcurl may ever be linked into it.
let package = Package(
    name: "postern",
    products: [
        .executable(name: "postern", targets: ["postern"]),
        .executable(name: "mailgate", targets: ["mailgate"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0"),
    ],
    targets: [
        // System libraries
        .systemLibrary(
            name: "CGMime", pkgConfig: "gmime-3.0", providers: [.apt(["libgmime-3.0-dev"])]),
        .systemLibrary(name: "CXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        // No pkgConfig for these: their module maps ask for the static archives.
        .systemLibrary(name: "CUChardet", providers: [.apt(["libuchardet-dev"])]),
        .systemLibrary(name: "CYTNEF", providers: [.apt(["libytnef0-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "CPostgreSQL", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(
            name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),

        // Closets
        .target(name: "MIME", dependencies: ["CGMime", "CUChardet", "CXML2", "CYTNEF"]),
        .target(name: "Tickets"),
        .target(name: "Templates"),
        .target(
            name: "Settings",
            dependencies: ["Tickets", .product(name: "Yams", package: "Yams")]),
        .target(name: "Scrips", dependencies: ["Tickets", "Templates"]),
        .target(name: "SiteFiles", dependencies: ["Scrips", "Settings", "Templates", "Tickets"]),

        // Rooms
        .target(name: "Intake", dependencies: ["MIME", "Tickets"]),
        .target(
            name: "Store",
            dependencies: ["CZstd", "Tickets", .product(name: "GRDB", package: "GRDB.swift")],
            exclude: ["schema.sql"],
            resources: [.embedInCode("Migrations")]),
        .target(name: "StorePostgreSQL", dependencies: ["CPostgreSQL", "Store"]),
        .target(name: "Desk", dependencies: ["Scrips", "Store", "Templates", "Tickets"]),
        .target(name: "CChildProcess"),
        .target(
            name: "Delivery",
            dependencies: [
                "CChildProcess", "MIME", "Store", "Tickets",
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .target(name: "DeliveryCurl", dependencies: ["CCurl", "Delivery", "MIME", "Tickets"]),

        // Doors to the outside
        .target(name: "CCrashGuard"),
        .target(
            name: "Gateway",
            dependencies: [
                "CCrashGuard", "Delivery", "Desk", "Intake", "MIME", "Settings", "Store", "Tickets",
            ]),
        .target(
            name: "Commands",
            dependencies: [
                "Desk", "Delivery", "DeliveryCurl", "Gateway", "Intake", "MIME", "Scrips",
                "Settings", "SiteFiles", "Store", "StorePostgreSQL", "Templates", "Tickets",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .executableTarget(
            name: "postern",
            dependencies: [
                "Commands", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .executableTarget(name: "mailgate", dependencies: ["Gateway"]),
        // Not a product: `make bench-search` builds it.
        .executableTarget(
            name: "searchbench",
            dependencies: ["Desk", "Store", "StorePostgreSQL", "TestKit", "Tickets"],
            path: "Benchmarks/Search"),
        // Not a product: `make bench-scrips` builds it.
        .executableTarget(
            name: "scripbench",
            dependencies: ["Desk", "SiteFiles", "Store", "Templates", "TestKit", "Tickets"],
            path: "Benchmarks/Scrips"),

        // Figures: `make bench-reading`
        .executableTarget(
            name: "bench-reading", dependencies: ["Intake", "MIME", "Tickets"],
            path: "Benchmarks/Reading"),

        // Tests: one target a module, plus the journeys through the real executables.
        .target(
            name: "TestKit", dependencies: ["Store", "StorePostgreSQL", "Tickets"],
            path: "Tests/TestKit"),
        .target(
            name: "MailRules", dependencies: ["Intake", "MIME", "Tickets"],
            path: "Tests/MailRules"),
        .testTarget(
            name: "MIMETests", dependencies: ["MIME", "MailRules"], resources: [.copy("Fixtures")]),
        .testTarget(name: "TicketsTests", dependencies: ["Tickets"]),
        .testTarget(name: "TemplatesTests", dependencies: ["Templates"]),
        .testTarget(name: "SettingsTests", dependencies: ["Settings"]),
        .testTarget(name: "ScripsTests", dependencies: ["Scrips", "Templates", "Tickets"]),
        .testTarget(
            name: "SiteFilesTests",
            dependencies: ["Scrips", "Settings", "SiteFiles", "Templates", "Tickets"],
            exclude: ["Golden"]),
        .testTarget(
            name: "IntakeTests", dependencies: ["Intake", "MIME", "MailRules", "Tickets"],
            resources: [.copy("Fixtures")]),
        .testTarget(
            name: "StoreTests", dependencies: ["Store", "StorePostgreSQL", "TestKit", "Tickets"],
            resources: [.copy("Fixtures")]),
        .testTarget(
            name: "DeskTests",
            dependencies: [
                "Desk", "Scrips", "SiteFiles", "Store", "Templates", "TestKit", "Tickets",
            ]),
        .testTarget(
            name: "DeliveryTests",
            dependencies: ["Delivery", "DeliveryCurl", "MIME", "Store", "TestKit", "Tickets"],
            resources: [.copy("Fixtures")]),
        .testTarget(
            name: "GatewayTests",
            dependencies: [
                "CCrashGuard", "Desk", "Gateway", "SiteFiles", "Store", "Tickets", "mailgate",
            ]),
        .testTarget(
            name: "CommandsTests",
            dependencies: [
                "Commands", "Desk", "Gateway", "MIME", "Settings", "Store", "TestKit", "Tickets",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            exclude: ["Golden"]),
        .testTarget(
            name: "JourneyTests",
            dependencies: [
                "TestKit", "Store", "Tickets", "mailgate", "postern",
            ],
            resources: [.copy("Fixtures")]),
    ],
    swiftLanguageModes: [.v6]
)

// One set of rules for every target, so that no module is laxer than another.
for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .treatAllWarnings(as: .error),
    ]
}

// The fuzzer needs all that it reads with built for it; `Fuzz/run` asks for that.
if Context.environment["POSTERN_FUZZ"] != nil {
    let sanitizer = SwiftSetting.unsafeFlags(["-sanitize=fuzzer"])
    for target in package.targets where ["Intake", "MIME", "Tickets"].contains(target.name) {
        target.swiftSettings?.append(sanitizer)
    }
    package.targets += [
        .systemLibrary(name: "CLibFuzzer", path: "Fuzz/CLibFuzzer"),
        .executableTarget(
            name: "fuzz-reading", dependencies: ["CLibFuzzer", "Intake", "MIME", "MailRules"],
            path: "Fuzz/Reading", swiftSettings: [sanitizer],
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]),
    ]
}
