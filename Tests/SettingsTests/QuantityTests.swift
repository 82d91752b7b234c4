import Testing

@testable import Settings

@Suite struct QuantityTests {
    @Test(
        "sizes are read in binary and decimal units",
        arguments: [
            ("40 MiB", Quantity.Reading.number(41_943_040)), ("10 KB", .number(10_000)),
            ("10KiB", .number(10_240)), ("1 gib", .number(1 << 30)), ("512", .number(512)),
            ("0", .number(0)), ("7 B", .number(7)), ("", .notAQuantity), ("MiB", .notAQuantity),
            ("-1", .notAQuantity), ("1.5 MiB", .notAQuantity), ("1 MiBs", .notAQuantity),
            ("9223372036854775808", .tooLarge), ("9223372036854775807 KB", .tooLarge),
        ])
    func bytes(text: String, expected: Quantity.Reading) {
        #expect(Quantity.bytes(text) == expected)
    }

    @Test(
        "durations are read in seconds to days",
        arguments: [
            ("30 s", Quantity.Reading.number(30)), ("5 min", .number(300)), ("2 h", .number(7200)),
            ("7 d", .number(604_800)), ("90", .number(90)), ("5 m", .notAQuantity),
            ("٣ s", .notAQuantity),
        ])
    func seconds(text: String, expected: Quantity.Reading) {
        #expect(Quantity.seconds(text) == expected)
    }

    @Test("what is written reads back", arguments: [0, 1, 59, 60, 5400, 86400, 1024, 1 << 30])
    func roundTrip(number: Int) {
        #expect(Quantity.bytes(Quantity.text(bytes: number)) == .number(number))
        #expect(Quantity.seconds(Quantity.text(seconds: number)) == .number(number))
    }
}
