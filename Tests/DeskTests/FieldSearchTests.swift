import Desk
import Store
import TestKit
import Testing
import Tickets

@Suite("searching by custom fields, times and priorities")
struct FieldSearchTests {
    @Test("each kind is compared as it is", arguments: StoreEngine.all)
    func kinds(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        try office.field("Cause", .select) {
            $0.options = [.init(name: "Network"), .init(name: "Power"), .init(name: "Ärger")]
        }
        try office.field("Customer number") { $0.valuesMax = 0 }
        try office.field("Note", .text)
        try office.field("Price", .number)
        try office.field("Day", .date)
        try office.field("Moment", .dateTime)
        try office.field("Address", .ipAddress)
        try office.field("Net", .ipAddressRange)
        try office.field("Page", .url)
        try office.field("Reviewer", .user)
        let one = try office.openTicket("One")
        let two = try office.openTicket("Two")
        let three = try office.openTicket("Three").value
        let long = String(repeating: "Straße und Weg. ", count: 100)
        let values: [(TicketID, [(String, [String])])] = [
            (
                one,
                [
                    ("Cause", ["Network"]), ("Customer number", ["A-17", "B-9"]),
                    ("Note", [long + "Ende"]), ("Price", ["9.50"]), ("Day", ["2026-11-17"]),
                    ("Moment", ["2026-11-18 14:05:10Z"]), ("Address", ["192.0.2.17"]),
                    ("Net", ["192.0.2.0/24"]), ("Page", ["https://example.org/One"]),
                    ("Reviewer", ["ada"]),
                ]
            ),
            (
                two,
                [
                    ("Cause", ["Ärger"]), ("Customer number", ["B-9"]), ("Note", [long]),
                    ("Price", ["-10"]), ("Day", ["2026-11-19"]),
                    ("Moment", ["2026-11-19 00:00:00Z"]), ("Address", ["2001:db8::1"]),
                    ("Net", ["2001:db8::/32"]), ("Page", ["https://example.net/"]),
                ]
            ),
        ]
        for (id, fields) in values {
            let changes = fields.map { Change.setCustomField($0.0, $0.1) }
            _ = try office.desk.change(id, changes, as: User.systemID)
        }
        let (a, b) = (one.value, two.value)
        let expectations: [(String, [Int64])] = [
            ("CF.{Cause} = 'network'", [a]), ("CF.Cause = 'arger'", [b]),
            ("CustomField.{cause} != 'Network'", [three, b]),
            ("CF.{Cause} IN ('Power', 'Ärger')", [b]), ("CF.{Cause} LIKE 'work'", [a]),
            ("CF.{Cause} IS NULL", [three]), ("CF.{Cause} IS NOT NULL", [b, a]),
            ("NOT CF.{Cause} IS NULL", [b, a]), ("CF.{Cause} = NULL", [three]),
            ("CF.{Customer number} = 'a-17'", [a]), ("CF.{Customer number} = 'B-9'", [b, a]),
            ("CF.{Customer number} != 'A-17'", [three, b]),
            ("CF.{Customer number} STARTSWITH 'A'", [a]),
            ("CF.{Customer number} NOT STARTSWITH 'A'", [three, b]),
            ("CF.{Customer number} ENDSWITH '9' AND CF.{Customer number} LIKE '-1'", [a]),
            ("CF.{Customer number} < 'b'", [a]), ("CF.Note LIKE 'strasse'", []),
            ("CF.Note LIKE 'straße und weg. ende'", [a]), ("CF.Note LIKE 'Straße'", [b, a]),
            ("CF.Note STARTSWITH 'STRAßE'", [b, a]), ("CF.Note = 'Straße'", []),
            ("CF.Note = '\(long)'", [b]), ("CF.Price = 9.5", [a]), ("CF.Price > -10.5", [b, a]),
            ("CF.Price > -10", [a]), ("CF.Price <= '-10.0'", [b]), ("CF.Price IN (1, 9.50)", [a]),
            ("CF.Price < 100 AND CF.Price >= 9", [a]), ("CF.Day = '2026-11-17'", [a]),
            ("CF.Day < today", [a]), ("CF.Day > today", [b]), ("CF.Day = tomorrow", [b]),
            ("CF.Day <= '2026-11-19'", [b, a]), ("CF.Moment = '2026-11-18'", [a]),
            ("CF.Moment = '2026-11-18 14:05'", [a]), ("CF.Moment > '2026-11-18'", [b]),
            ("CF.Moment <= '2026-11-18'", [a]), ("CF.Moment >= '2026-11-19'", [b]),
            ("CF.Moment < '2026-11-18 14:05:11'", [a]), ("CF.Address = '192.0.2.17'", [a]),
            ("CF.Address = '192.0.0.0/16'", [a]), ("CF.Address < '192.0.2.18'", [a]),
            ("CF.Address > '192.0.2.0/24'", [b]), ("CF.Address = '2001:DB8::1'", [b]),
            ("CF.Net = '192.0.2.200'", [a]), ("CF.Net = '192.0.2.0/25'", [a]),
            ("CF.Net = '192.0.0.0/16'", []), ("CF.Net != '192.0.2.1'", [three, b]),
            ("CF.Page STARTSWITH 'https://example.org'", [a]), ("CF.Reviewer = 'ADA'", [a]),
            ("CF.Reviewer = 'ada@example.org'", [a]), ("CF.Reviewer IS NULL", [three, b]),
        ]
        for (query, expected) in expectations {
            #expect(try office.find(query) == expected, "\(query)")
            #expect(try office.find(query, as: ada.id) == expected, "\(query) as ada")
        }
    }

    @Test(
        "many comparisons of fields make few queries, and find what they would one by one",
        arguments: StoreEngine.all)
    func manyComparisons(engine: StoreEngine) throws {
        let office = try Office(engine)
        for name in ["One", "Two", "Three"] { try office.field(name) }
        let (a, b) = (try office.openTicket("A"), try office.openTicket("B"))
        let values: [(TicketID, String, String)] = [
            (a, "One", "xw3x"), (b, "Two", "yw399"), (b, "Three", "zw7"),
        ]
        for (id, name, value) in values {
            _ = try office.desk.change(id, [.setCustomField(name, [value])], as: User.systemID)
        }
        let words = (0..<400).map { "CustomFieldContent LIKE w\($0)" }.joined(separator: " OR ")
        let none = (0..<400).map { "CF.One NOT LIKE w\($0)" }.joined(separator: " AND ")
        #expect(try office.find(words) == [b.value, a.value])
        #expect(try office.find(none) == [b.value])
        #expect(try office.find("NOT (\(words))") == [])
        let expectations: [(String, [Int64])] = [
            ("CF.One LIKE w3 OR CF.Two LIKE w3", [b.value, a.value]),
            ("CF.One LIKE w3 AND CF.One LIKE x", [a.value]),
            ("CF.One NOT LIKE w3 AND CF.Two NOT LIKE w3", []),
            ("CF.One NOT LIKE w3 AND CF.Two NOT LIKE q AND Subject = 'B'", [b.value]),
            ("Subject = 'A' OR CF.Two ENDSWITH 99 OR CF.Two LIKE q", [b.value, a.value]),
        ]
        for (query, expected) in expectations {
            #expect(try office.find(query) == expected, "\(query)")
        }
    }

    @Test("mistakes are pointed at", arguments: StoreEngine.all)
    func mistakes(engine: StoreEngine) throws {
        let office = try Office(engine)
        try office.field("Cause", .select) { $0.options = [.init(name: "Network")] }
        try office.field("Price", .number)
        try office.field("Old") { $0.isDisabled = true }
        let cases: [(String, Int, String?)] = [
            ("CF.{Casue} = 'x'", 1, "Cause"), ("CF.Cause = 'netwrok'", 12, "Network"),
            ("id > 0 AND CF.Price = 'x'", 23, nil), ("CF.Price LIKE '1'", 10, nil),
            ("id > 0 AND CF.{Price}NOT LIKE'1'", 22, nil),
            ("CF.Old = 'x'", 1, nil), ("Priority > 'Hihg'", 12, "High"),
            ("TimeWorked > 'long'", 14, nil),
        ]
        for (query, column, suggestion) in cases {
            let error = #expect(throws: QueryError.self, "\(query)") { try office.find(query) }
            #expect(error?.column == column, "\(query)")
            #expect(error?.suggestion == suggestion, "\(query)")
        }
    }

    @Test(
        "who may not see a field finds nothing by it and cannot order by it",
        arguments: StoreEngine.all)
    func rights(engine: StoreEngine) throws {
        let office = try Office(engine)
        let field = try office.field("Secret")
        let ada = try office.staff("ada")
        let one = try office.openTicket("One")
        let two = try office.openTicket("Two")
        _ = try office.set("Secret", ["a"], on: two)
        _ = try office.set("Secret", ["b"], on: one)
        _ = try office.desk.set(
            Grant(.seeCustomField, to: .privileged), isGranted: false, as: User.systemID)
        let unseen = #expect(throws: QueryError.self) {
            try office.find("CF.Secret = 'a'", as: ada.id)
        }
        let absent = #expect(throws: QueryError.self) {
            try office.find("CF.Absent = 'a'", as: ada.id)
        }
        #expect(unseen?.expected == absent?.expected)
        #expect(unseen?.suggestion == nil)
        // Where only her role at one ticket shows it, only that one counts.
        _ = try office.desk.set(
            Grant(.seeCustomField, to: .role(.adminCc)), isGranted: true, as: User.systemID)
        _ = try office.desk.change(
            one, [.addWatcher(.adminCc, .user(ada.id))], as: User.systemID)
        let queries: [(String, [Int64])] = [
            ("CF.Secret = 'a'", []), ("CF.Secret = 'b'", [one.value]),
            ("CF.Secret != 'b'", []), ("CF.Secret IS NULL", []),
            ("CF.Secret != 'a'", [one.value]), ("CF.Secret IS NOT NULL", [one.value]),
        ]
        for (query, expected) in queries {
            #expect(try office.find(query, as: ada.id) == expected, "\(query)")
        }
        let order = [TicketOrder(.customField(field.id, []))]
        #expect(try office.find("id > 0", order: order) == [two.value, one.value])
        #expect(
            try office.find("id > 0", as: ada.id, order: order) == [one.value, two.value],
            "the one that she sees, then those as if without a value")
        let hits = try office.desk.search(
            QueryParser.parse("id > 0"), time: Office.utc, withFields: true, as: ada.id
        ).hits
        #expect(hits.map(\.line.fields) == [[:], [field.id: ["b"]]])
    }

    @Test("pages of an order by a field fit together", arguments: StoreEngine.all)
    func pages(engine: StoreEngine) throws {
        let office = try Office(engine)
        let field = try office.field("Price", .number)
        for number in 0..<9 {
            let id = try office.openTicket("Subject \(number)")
            guard number % 3 != 0 else { continue }
            _ = try office.set("Price", ["\(number % 4 - 2).5"], on: id)
        }
        for isDescending in [false, true] {
            let order = [TicketOrder(.customField(field.id, []), isDescending: isDescending)]
            let all = try office.find("id > 0", order: order)
            var paged: [Int64] = []
            var cursor: SearchCursor?
            repeat {
                let page = try office.desk.search(
                    QueryParser.parse("id > 0"), order: order, cursor: cursor, limit: 2,
                    time: Office.utc, as: User.systemID)
                paged += page.hits.map { $0.line.ticket.id.value }
                cursor = page.next
            } while cursor != nil && paged.count < 50
            #expect(paged == all)
            #expect(Set(all).count == 9)
        }
    }

    @Test("times, dates and priorities", arguments: StoreEngine.all)
    func ticketFields(engine: StoreEngine) throws {
        let office = try Office(engine)
        let other = try office.desk.addQueue(
            Queue(id: QueueID(0), name: "other"), as: User.systemID)
        let one = try office.openTicket("One")
        let two = try office.openTicket("Two")
        _ = try office.desk.change(
            one,
            [
                .number(.timeWorked, 90), .number(.timeEstimated, 60), .priority(60),
                .number(.finalPriority, 100),
                .date(.starts, Timestamp(milliseconds: 1_795_000_000_000 + 86_400_000)),
            ], as: User.systemID)
        _ = try office.desk.change(two, [.priority(40), .queue(other.id)], as: User.systemID)
        try office.desk.set(
            PriorityNames([.init("Low", 0), .init("Medium", 30)]), of: other.id, as: User.systemID)
        let (a, b) = (one.value, two.value)
        let expectations: [(String, [Int64])] = [
            ("TimeWorked > 1h", [a]), ("TimeWorked = '1h 30m'", [a]), ("TimeWorked = 90", [a]),
            ("TimeWorked > TimeEstimated", [a]), ("TimeLeft = 0", [b, a]),
            ("Starts = tomorrow", [a]), ("Starts IS NULL", [b]),
            ("FinalPriority = 'High'", [a]), ("InitialPriority < 10", [b, a]),
            ("Priority > 'medium'", []), ("Priority = 'Medium'", [b, a]),
            ("Priority IN (Medium, High)", [b, a]), ("Priority > 'Low'", [b, a]),
            ("Priority <= 'Medium' AND Priority >= Medium", [b, a]), ("Priority < 'Low'", []),
            ("Priority >= 'High'", []), ("Priority < FinalPriority", [a]), ("Priority > 50", [a]),
            ("Priority != 'Low'", [b, a]),
        ]
        for (query, expected) in expectations {
            #expect(try office.find(query) == expected, "\(query)")
        }
    }

    @Test("single words name a custom field as cf.Name:value", arguments: StoreEngine.all)
    func words(engine: StoreEngine) throws {
        let office = try Office(engine)
        try office.field("Customer number")
        try office.field("Price", .number)
        let id = try office.openTicket("One")
        _ = try office.openTicket("Two")
        _ = try office.set("Customer number", ["A-17"], on: id)
        _ = try office.set("Price", ["5"], on: id)
        for words in [
            "cf.{Customer number}:a-1", "cf.price:5.0", "cf.{customer number}:\"A-17\" one",
        ] {
            #expect(try office.findWords(words) == [id.value], "\(words)")
            let whole = SimpleSearch.word(fromShell: words)
            if !words.contains("one") { #expect(try office.findWords(whole) == [id.value]) }
        }
        let error = #expect(throws: QueryError.self) {
            try office.desk.simpleQuery("cf.prise:5", as: User.systemID)
        }
        #expect(error?.suggestion == "Price")
    }
}
