import Testing
import Tickets

@Suite("reading queries")
struct QueryParserTests {
    private func written(_ query: String) throws -> String {
        "\(try QueryParser.parse(query).root)"
    }

    @Test(
        "a query is written back in its plain form",
        arguments: [
            ("status='open'", "Status = 'open'"),
            ("STATUS != open", "Status != 'open'"),
            ("id = 12 or id=13 and Priority >= 5", "id = 12 OR id = 13 AND Priority >= 5"),
            ("(id = 12 or id=13) and id<5", "(id = 12 OR id = 13) AND id < 5"),
            ("not not Subject like \"it's\"", "Subject LIKE 'it\\'s'"),
            ("NOT (Subject NOT LIKE 'a' OR id = 1)", "NOT (Subject NOT LIKE 'a' OR id = 1)"),
            ("Owner IS NOT NULL", "Owner IS NOT NULL"),
            ("Owner is ''", "Owner IS NULL"),
            ("Owner != NULL", "Owner IS NOT NULL"),
            ("Queue not in (a, 'b c' , \"d\")", "Queue NOT IN ('a', 'b c', 'd')"),
            ("Due < Started", "Due < Started"),
            ("Due < 'Started'", "Due < 'Started'"),
            ("Requestor.EmailAddress ENDSWITH '@example.org'", "Requestor ENDSWITH '@example.org'"),
            ("'Requestors.Name' STARTSWITH b", "Requestors.Name STARTSWITH 'b'"),
            ("TransactionDate>'1 week ago'", "Updated > '1 week ago'"),
            ("Subject = 'a\\\\b\\'c'", "Subject = 'a\\\\b\\'c'"),
            ("Requestor = bob@example.org", "Requestor = 'bob@example.org'"),
            ("Priority = -3", "Priority = -3"),
            ("Subject = 'AND'", "Subject = 'AND'"),
            ("effectiveid != 3", "EffectiveId != 3"),
            ("HistoryContent LIKE 'jam'", "Content LIKE 'jam'"),
            ("owner.realname LIKE 'ada'", "Owner.RealName LIKE 'ada'"),
            ("Creator.Name = 'ada'", "Creator.Name = 'ada'"),
            ("CF.{Beta Date}.Content = 'x'", "CF.{Beta Date} = 'x'"),
            ("CustomField.{Size}.LargeContent IS NULL", "CF.{Size} IS NULL"),
            ("Requestor shallow not like 'b'", "Requestor SHALLOW NOT LIKE 'b'"),
            ("AdminCcGroup SHALLOW = staff", "AdminCCGroup SHALLOW = 'staff'"),
            ("Due < CF.{Beta Date}", "Due < CF.{Beta Date}"),
            ("CF.{Beta Date} >= due", "CF.{Beta Date} >= Due"),
            ("Subject = cf.Title", "Subject = CF.{Title}"),
            ("Owner != CF.{Reviewer}", "Owner != CF.{Reviewer}"),
            (
                "CF.{Price}LIKE'1'AND CF.{Price}not in(2)",
                "CF.{Price} LIKE 1 AND CF.{Price} NOT IN (2)"
            ),
            ("CF.Cause LIKE Due", "CF.{Cause} LIKE 'Due'"),
            ("CF.Cause = 'Due'", "CF.{Cause} = 'Due'"),
            ("Updated > Due", "Updated > Due"),
        ])
    func plain(query: String, expected: String) throws {
        let once = try written(query)
        #expect(once == expected)
        #expect(try written(once) == expected, "what we write reads back the same")
    }

    @Test("AND binds before OR, and brackets before both")
    func precedence() throws {
        let loose = try QueryParser.parse("id=1 OR id=2 AND id=3").root
        guard case .or(let parts) = loose, case .and(let inner) = parts.last else {
            Issue.record("\(loose)")
            return
        }
        #expect(parts.count == 2)
        #expect(inner.count == 2)
        let tight = try QueryParser.parse("(id=1 OR id=2) AND id=3").root
        guard case .and = tight else {
            Issue.record("\(tight)")
            return
        }
    }

    private static let mistaken: [(String, Int, String, String?)] = [
        ("", 1, "", nil), ("   ", 4, "", nil), ("Stauts = open", 1, "Stauts", "Status"),
        ("Status ~ open", 8, "~", nil), ("Status = ", 10, "", nil),
        ("(Status = open", 15, "", nil), ("Status = open)", 14, ")", nil),
        ("Status = open adn id = 1", 15, "adn", "AND"), ("Status LKE 'x'", 8, "LKE", nil),
        ("Subject LKE 'x'", 9, "LKE", "LIKE"), ("Subject > 'x'", 9, ">", nil),
        ("Subject = 'open", 11, "'", nil), ("TxnCF.{Size} = 1", 1, "TxnCF.{Size}", nil),
        ("CF. < 3", 1, "CF.", nil), ("CF.{} < 3", 1, "CF.{}", nil),
        ("CF.{Size = 1", 4, "{", nil), ("Queue IN ()", 11, ")", nil),
        ("Queue IN (a b)", 13, "b", nil), ("Queue IN 'a'", 10, "'a'", nil),
        ("id ! 3", 4, "!", nil), ("Status = open AND", 18, "", nil),
        ("Status = AND", 10, "AND", nil), ("NOT", 4, "", nil), ("id IS 3", 7, "3", nil),
        ("Requester = x", 1, "Requester", "Requestor"), (", = 3", 1, ",", nil),
        ("Type = 'ticket'", 1, "Type", nil), ("Description LIKE 'x'", 1, "Description", nil),
        ("SLA = 'gold'", 1, "SLA", nil), ("QueueCF.{A b} = 1", 1, "QueueCF.{A b}", nil),
        ("HasAttribute = 'x'", 1, "HasAttribute", nil),
        ("HasNoAttribute = 'x'", 1, "HasNoAttribute", nil),
        ("HasUnreadMessages = 1", 1, "HasUnreadMessages", nil),
        ("Requestor.Organization = 'x'", 1, "Requestor.Organization", nil),
        ("Owner.Phone = 'x'", 1, "Owner.Phone", nil),
        ("Subject SHALLOW = 'x'", 9, "SHALLOW", nil),
        ("日本 = 1", 1, "日本", nil), ("Status = 'ö' x", 14, "x", nil),
        ("Requestor = Creator", 13, "Creator", nil), ("Owner = Creator", 9, "Creator", nil),
    ]

    @Test(
        "a mistake is named with its column, what stands there and what was meant",
        arguments: mistaken)
    func mistakes(query: String, column: Int, found: String, suggestion: String?) throws {
        let error = try #require(throws: QueryError.self) { try QueryParser.parse(query) }
        #expect(error.column == column)
        #expect(error.found == found)
        #expect(error.suggestion == suggestion)
        #expect(error.query == query)
        #expect(!error.expected.isEmpty)
    }

    @Test("an empty value is not the end of the query")
    func emptyValue() {
        func sentence(_ column: Int) -> String {
            QueryError(column: column, found: "", expected: "a number", query: "Priority = ''")
                .sentence
        }
        #expect(sentence(12) == "column 12: found an empty value, expected a number")
        #expect(sentence(14) == "column 14: found the end of the query, expected a number")
    }

    @Test("the caret stands under the place, also in a long query")
    func caret() throws {
        let error = try #require(throws: QueryError.self) {
            try QueryParser.parse("id = 1 AND Stauts = open")
        }
        #expect(
            error.detail == """
                column 12: found "Stauts", expected a field; did you mean "Status"?
                id = 1 AND Stauts = open
                           ^
                """)
        let long =
            String(repeating: "id = 1 OR ", count: 20) + "Stauts = 1 OR "
            + String(repeating: "id = 1 OR ", count: 20) + "id = 2"
        let far = try #require(throws: QueryError.self) { try QueryParser.parse(long) }
        let lines = far.excerpt.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines[0].count <= 122)
        #expect(Array(lines[0])[lines[1].count - 1] == "S")
    }

    @Test("a query has limits: bytes, nesting, comparisons, values")
    func limits() throws {
        func refusal(_ query: String) -> String? {
            do {
                _ = try QueryParser.parse(query)
                return nil
            } catch {
                return (error as? QueryError)?.expected
            }
        }
        func nested(_ depth: Int) -> String {
            String(repeating: "(", count: depth) + "id=1" + String(repeating: ")", count: depth)
        }
        #expect(refusal(nested(100)) == nil)
        #expect(refusal(nested(101))?.contains("brackets") == true)
        // NOT needs no nesting, however often it stands there.
        #expect(refusal(String(repeating: "NOT ", count: 10_001) + "id=1") == nil)
        func chain(_ count: Int) -> String {
            Array(repeating: "id=1", count: count).joined(separator: " AND ")
        }
        #expect(refusal(chain(500)) == nil)
        #expect(refusal(chain(501))?.contains("comparisons") == true)
        let list = Array(repeating: "1", count: 2_001).joined(separator: ",")
        #expect(refusal("id IN (\(list))")?.contains("values") == true)
        let text = String(repeating: "x", count: 65_536)
        #expect(refusal("Subject = '\(text)'")?.contains("bytes") == true)
        #expect(refusal("id = 1\0")?.isEmpty == false)
        #expect(refusal(String(repeating: "(", count: 60_000))?.contains("brackets") == true)
    }

    @Test("whatever stands in a query, reading it ends with a tree or an error, never worse")
    func noise() {
        let pieces = [
            "(", ")", "AND", "OR", "NOT", "id", "=", "!=", "'", "\"", "\\", "IN", ",", "1", "IS",
            "NULL", "{", "}", "CF.{", "LIKE", "ж", " ", "<",
        ]
        var state: UInt64 = 7
        for _ in 0..<3_000 {
            var query = ""
            for _ in 0..<12 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                query += pieces[Int(state >> 33) % pieces.count]
                if state & 4_096 == 0 { query += " " }
            }
            do {
                let tree = try QueryParser.parse(query).root
                #expect(throws: Never.self) { try QueryParser.parse("\(tree)") }
            } catch let error as QueryError {
                #expect((1...query.count + 1).contains(error.column), "\(query)")
            } catch {
                Issue.record("\(query): \(error)")
            }
        }
    }
}
