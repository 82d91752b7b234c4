import Testing
import Tickets

@Suite("single words")
struct SimpleSearchTests {
    private let names = SimpleNames(
        statuses: ["new", "open", "resolved"], queues: ["support", "Sales Team"]
    ) { ["ada": "ada", "bo": "Bo"][$0.lowercased()] }

    private func query(_ words: String) throws -> String {
        let query = try SimpleSearch.query(words, names: names)
        #expect(query.text == words)
        _ = try QueryParser.parse("\(query.root)")
        return "\(query.root)"
    }

    /// What a `+` at the beginning stands for.
    private static let active = "Status = '__Active__'"

    private static let table: [(String, String)] = [
        ("12", "id = 12"), ("#12 13", "id = 12 OR id = 13"),
        ("bob@example.org", "+ AND Requestor STARTSWITH 'bob@example.org'"),
        ("@example.org", "+ AND Requestor ENDSWITH '@example.org'"),
        ("domain:example.org", "+ AND Requestor ENDSWITH '@example.org'"),
        ("open", "Status = 'open'"), ("OPEN new", "Status = 'open' OR Status = 'new'"),
        ("open support", "Status = 'open' AND Queue = 'support'"),
        ("active", "+"), ("inactive", "Status = '__Inactive__'"), ("any", "id > 0"),
        ("any support", "Queue = 'support'"),
        ("\"Sales Team\"", "+ AND FullText = 'Sales Team'"),
        ("queue:\"Sales Team\"", "+ AND Queue = 'Sales Team'"),
        ("q:support", "+ AND Queue = 'support'"),
        ("me", "+ AND Owner = '__CurrentUser__'"),
        ("bo", "+ AND Owner = 'Bo'"),
        ("owner:me owner:nobody", "+ AND (Owner = '__CurrentUser__' OR Owner = 'Nobody')"),
        ("watcher:me", "+ AND Watcher = '__CurrentUser__'"),
        ("requestor:bob", "+ AND Requestor STARTSWITH 'bob'"),
        ("status:any subject:jam", "Subject LIKE 'jam'"),
        ("id:7 paper", "id = 7 AND FullText LIKE 'paper'"),
        ("paper jam", "+ AND FullText LIKE 'paper' AND FullText LIKE 'jam'"),
        ("content:jam", "+ AND Content LIKE 'jam'"),
        ("fulltext:\"paper jam\"", "+ AND FullText = 'paper jam'"),
        ("https://x.example", "+ AND FullText LIKE 'https://x.example'"),
        ("it's", "+ AND FullText LIKE 'it\\'s'"),
    ]

    @Test("words stand for a query", arguments: table)
    func meanings(words: String, expected: String) throws {
        let whole = expected.hasPrefix("+") ? Self.active + expected.dropFirst() : expected
        #expect(try query(words) == whole)
    }

    @Test("nothing, and a status that there is not, are mistakes")
    func mistakes() throws {
        #expect(throws: QueryError.self) { try query("  ") }
        #expect(throws: QueryError.self) { try query("\"\"") }
        let error = try #require(throws: QueryError.self) { try query("paper status:opne") }
        #expect(error.suggestion == "open")
        #expect(error.column == 7)
        #expect(throws: QueryError.self) { try query("id:x") }
    }
}
