import TestKit
import Testing

@Suite("T190 finding tickets")
struct SearchTests {
    private func tracker(_ engine: StoreEngine) throws -> Tracker {
        let tracker = try Tracker(engine)
        try tracker.deliver(
            MailText.of(
                subject: "Paper jam", id: "s1@example.com", text: "The tray of the Café is stuck.\n"
            )
        )
        try tracker.deliver(
            MailText.of(
                from: "Bob <bob@example.net>", subject: "=SUM(A1)", id: "s2@example.com",
                text: "Nothing to do with paper.\n"))
        try tracker.postern("ticket", "comment", "1", "--text", "He is rude.", "--as", "ada")
        return tracker
    }

    private func ids(_ found: JSONValue) -> [Int] {
        found["tickets"].items.compactMap { $0["id"].number }
    }

    @Test("words and queries find what mail brought, with excerpts", arguments: StoreEngine.all)
    func find(engine: StoreEngine) throws {
        let tracker = try tracker(engine)
        let found = try tracker.json("ticket", "search", "paper", "--order", "relevance")
        #expect(Set(ids(found)) == [1, 2])
        #expect(found["has_more"].flag == false)
        #expect(found["query"].text == "Status = '__Active__' AND FullText LIKE 'paper'")
        let cafe = try tracker.json("ticket", "search", "cafe")
        #expect(ids(cafe) == [1])
        let excerpt = cafe["tickets"].items.first?["excerpt"].items
        #expect(
            excerpt?.compactMap { $0["text"].text }.joined() == "The tray of the Café is stuck. ")
        #expect(excerpt?.first { $0["is_hit"].flag == true }?["text"].text == "Café")
        let text = try tracker.postern("ticket", "search", "cafe")
        #expect(text.contains("    The tray of the [Café] is stuck."))
        #expect(
            ids(
                try tracker.json("ticket", "search", "--query", "Requestor ENDSWITH '@example.net'")
            )
                == [2])
        #expect(try tracker.postern("ticket", "search", "any", "--count") == "2\n")
        let first = try tracker.json("ticket", "search", "any", "--limit", "1")
        let mark = try #require(first["next_page"].text)
        #expect(
            ids(first) + ids(try tracker.json("ticket", "search", "any", "--page", mark)) == [2, 1])
    }

    @Test("a spreadsheet gets no formula, and a mistake is shown where it is")
    func shapes() throws {
        let tracker = try tracker(.sqlite)
        let table = try tracker.postern(
            "ticket", "search", "any", "--format", "csv", "--columns", "id,subject")
        #expect(table == "id,subject\r\n2,'=SUM(A1)\r\n1,Paper jam\r\n")
        let mistake = try tracker.run(["ticket", "search", "--query", "Status = opne AND id = 1"])
        #expect(mistake.ending == .exited(64))
        #expect(
            mistake.errors == """
                postern: column 10: found "opne", expected a status, __Active__ or __Inactive__; did you \
                mean "open"?
                Status = opne AND id = 1
                         ^

                """)
        #expect(try tracker.run(["ticket", "search"]).ending == .exited(64))
        #expect(try tracker.run(["ticket", "search", "a", "--order", "deu"]).ending == .exited(64))
    }

    @Test("people stand in columns, table is text, and words like a query get a hint")
    func columns() throws {
        let tracker = try tracker(.sqlite)
        try tracker.postern("role", "create", "Engineer")
        try tracker.postern("ticket", "watcher", "add", "1", "cc", "carl@example.net")
        try tracker.postern("ticket", "watcher", "add", "1", "Engineer", "ada")
        let columns = "id,lifecycle,creator,cc,admincc,CustomRole.{engineer}"
        let table = try tracker.postern(
            "ticket", "search", "1", "--format", "csv", "--columns", columns)
        #expect(table.hasPrefix("id,lifecycle,creator,cc,admincc,Engineer\r\n1,default,"))
        #expect(table.contains(",carl@example.net,,ada@example.org\r\n"), "\(table)")
        let found = try tracker.json("ticket", "search", "1", "--columns", columns)
        let first = try #require(found["tickets"].items.first)
        #expect(first["cc"].items.map(\.text) == ["carl@example.net"])
        #expect(first["custom_roles"].items.map { $0["name"].text } == ["Engineer"])
        #expect(
            try tracker.postern("ticket", "search", "paper", "--format", "table")
                == tracker.postern("ticket", "search", "paper"))
        #expect(
            try tracker.postern("queue", "list", "--format", "table")
                == tracker.postern("queue", "list"))
        let hinted = try tracker.run(["ticket", "search", "Status = 'new'"])
        #expect(hinted.ending == .exited(0))
        #expect(hinted.errors.contains("--query"))
        #expect(try tracker.run(["ticket", "search", "paper", "status:new"]).errors.isEmpty)
        try tracker.postern("field", "create", "Customer number")
        try tracker.postern("ticket", "set", "1", "cf.{Customer number}=A-1")
        for words in [["cf.{Customer number}:A-1"], ["cf.{Customer", "number}:A-1"]] {
            #expect(try tracker.run(["ticket", "search"] + words + ["--count"]).text == "1\n")
        }
    }

    @Test("a kept search is found by others only where it is shared")
    func kept() throws {
        let tracker = try tracker(.sqlite)
        try tracker.postern("user", "create", "bo", "--privileged", "--address", "bo@example.org")
        try tracker.postern(
            "search", "save", "Rude", "--query", "Content LIKE 'rude'", "--site", "--columns", "id")
        try tracker.postern("search", "save", "mine", "paper", "--as", "bo")
        #expect(ids(try tracker.json("search", "run", "rude", "--as", "bo")) == [1])
        #expect(
            try tracker.postern("search", "run", "rude", "--as", "bo", "--format", "tsv")
                == "id\n1\n")
        let listed = try tracker.json("search", "list", "--as", "bo").items
        #expect(listed.map { $0["name"].text } == ["mine", "Rude"])
        #expect(listed.first?["query"].text == "Status = '__Active__' AND FullText LIKE 'paper'")
        #expect(try tracker.run(["search", "show", "mine", "--as", "ada"]).ending == .exited(1))
        #expect(
            try tracker.run(["search", "delete", "rude", "--site", "--as", "bo"]).ending
                == .exited(1))
        try tracker.postern("search", "delete", "rude", "--site")
        #expect(try tracker.run(["search", "run", "rude"]).ending == .exited(1))
    }

    @Test("changing what is found needs a yes where nobody can be asked")
    func update() throws {
        let tracker = try tracker(.sqlite)
        try tracker.forgetSent()
        let call = ["ticket", "update", "--query", "Content LIKE 'paper'", "status=resolved"]
        #expect(try tracker.run(call).ending == .exited(64))
        let plan = try tracker.run(call + ["--dry-run"])
        #expect(plan.ending == .exited(0))
        #expect(plan.text.contains("Status changed from new to resolved."))
        #expect(plan.text.contains("1 to change, 0 refused"))
        #expect(try tracker.status(2) == "new")
        #expect(try tracker.sent().isEmpty)
        let done = try tracker.run(call + ["--yes"])
        #expect(done.ending == .exited(0))
        #expect(done.text.contains("1 changed, 0 refused"))
        #expect(try tracker.status(2) == "resolved")
        #expect(try tracker.status(1) == "new")
        #expect(try tracker.sent().count == 1)
        // The plan ends as the deed does.
        try tracker.deliver(MailText.of(subject: "Ink", id: "s3@example.com"))
        try tracker.postern("ticket", "link", "1", "depends-on", "3")
        let refused = ["ticket", "update", "--query", "id = 1", "status=resolved"]
        for option in ["--dry-run", "--yes"] {
            let run = try tracker.run(refused + [option])
            #expect(run.ending == .exited(1) && run.text.contains("1 refused"), "\(run)")
        }
    }
}
