import Desk
import Store
import TestKit
import Testing
import Tickets

@Suite("searching texts")
struct SearchTextTests {
    private func attachment(_ name: String, _ type: String) -> Tickets.Attachment {
        Tickets.Attachment(
            path: "2", filename: name, contentType: type, sizeBytes: 3, sha256: "00",
            contentID: nil, isInline: false)
    }

    @Test("words are found in subjects, texts and names of attachments", arguments: StoreEngine.all)
    func places(engine: StoreEngine) throws {
        let office = try Office(engine)
        let one = try office.openTicket("Paper jam", "The tray of the Café printer is stuck.").value
        let two = try office.openTicket(
            "Rechnung", "Bitte prüfen: 東京タワー und ёлка",
            attachments: [attachment("Angebot-2026.PDF", "application/pdf")]
        ).value
        let expectations: [(String, [Int64])] = [
            ("FullText LIKE 'jam'", [one]), ("Content LIKE 'jam'", []),
            ("Content LIKE 'tray CAFE'", [one]), ("Content LIKE 'tray nothing'", []),
            ("Content = 'tray of the'", [one]), ("Content = 'of tray'", []),
            ("Content LIKE '\"is stuck\" tray'", [one]), ("Content LIKE 'print*'", [one]),
            ("Content LIKE 'print'", []), ("Content NOT LIKE 'tray'", [two]),
            ("Content LIKE '東京'", [two]), ("Content LIKE '京東'", []), ("Content LIKE 'タワー'", [two]),
            ("Content LIKE 'елка'", [two]), ("Content LIKE 'PRUFEN'", [two]),
            ("FullText LIKE 'angebot'", [two]), ("FullText LIKE 'pdf'", [two]),
            ("Content LIKE 'angebot'", []), ("Filename LIKE 'angebot'", [two]),
            ("Filename = 'angebot-2026.pdf'", [two]), ("Filename ENDSWITH '.PDF'", [two]),
            ("Filename STARTSWITH 'x'", []), ("Filename IS NULL", [one]),
            ("ContentType = 'application/pdf'", [two]), ("ContentType NOT LIKE 'pdf'", [one]),
            ("FullText LIKE 'jam' AND Content LIKE 'tray'", [one]),
            ("FullText LIKE 'jam' OR Content LIKE 'ёлка'", [two, one]),
        ]
        for (query, expected) in expectations {
            #expect(try office.find(query) == expected, "\(query)")
        }
        #expect(try office.findWords("jam tray") == [one])
        #expect(try office.findWords("\"paper jam\"") == [one])
        #expect(try office.findWords("@example.net") == [two, one])
    }

    @Test(
        "nothing that is typed is taken for an operator of the engine", arguments: StoreEngine.all)
    func injection(engine: StoreEngine) throws {
        let office = try Office(engine)
        let one = try office.openTicket("Plain", "alpha beta").value
        let hostile = [
            "alpha\\\" OR beta", "alpha NEAR(beta)", "alpha AND", "{comment}: alpha", "alpha:*D",
            "^alpha", "alpha' | 'x", "-alpha", "alpha; DROP TABLE tickets", "alpha)", "(((", "*",
            "alpha <-> x", "subject:alpha", "\\\\", "a\\'b",
        ]
        for text in hostile {
            for clause in ["Content LIKE '", "FullText = '", "Subject LIKE '", "Requestor LIKE '"] {
                do {
                    _ = try office.find(clause + text.replacing("'", with: "\\'") + "'")
                } catch is QueryError {
                    // No word in it.
                }
            }
            _ = try? office.findWords(text)
        }
        #expect(try office.find("Content LIKE 'alpha'") == [one])
        #expect(try office.find("Content LIKE 'not alpha'") == [])
    }

    @Test(
        "the index follows subjects, and is the same when it is made anew",
        arguments: StoreEngine.all)
    func kept(engine: StoreEngine) throws {
        let office = try Office(engine)
        let one = try office.openTicket("Paper jam", "the text").value
        _ = try office.desk.change(TicketID(one), [.subject("Toner empty")], as: User.systemID)
        _ = try office.desk.write(.comment, "secret words", on: TicketID(one), as: User.systemID)
        let other = try office.openTicket("Other", "more text")
        _ = try office.desk.merge(other, into: TicketID(one), as: User.systemID)
        let queries = [
            "jam", "toner", "the", "secret", "more", "other", "text", "wo*", "\"secret words\"",
        ]
        let before = try queries.map { try office.find("FullText LIKE '\($0)'") }
        #expect(before == [[], [one], [one], [one], [one], [], [one], [one], [one]])
        try office.desk.store.write { try $0.rebuildSearchIndex() }
        #expect(try queries.map { try office.find("FullText LIKE '\($0)'") } == before)
        #expect(try office.find("Subject = 'toner EMPTY'") == [one])
    }

    @Test("a word counts the same whether it is common or rare", arguments: StoreEngine.all)
    func common(engine: StoreEngine) throws {
        let office = try Office(engine)
        let one = try office.openTicket("One", "common words")
        let two = try office.openTicket("Two", "common and rare")
        let three = try office.openTicket("Three", "neither")
        _ = try office.desk.write(.comment, "common note", on: three, as: User.systemID)
        let expectations: [(String, [TicketID])] = [
            ("Content LIKE 'common'", [three, two, one]), ("Content NOT LIKE 'common'", []),
            ("Content LIKE 'common' AND Content LIKE 'rare'", [two]),
            ("FullText LIKE 'rare' OR FullText LIKE 'one'", [two, one]),
            ("Content = 'common words' OR Content LIKE 'no*'", [three, one]),
        ]
        for (query, expected) in expectations {
            for number: Int64 in [1, 3, 1_000] {
                let found = try office.desk.store.read { session in
                    var search = try office.desk.search(
                        QueryParser.parse(query), Office.utc, session, User.systemID)
                    search.thresholds = TicketSearch.Thresholds(all: number)
                    return try session.search(search).tickets.map(\.id)
                }
                #expect(found == expected, "\(query) \(number)")
            }
        }
    }

    @Test("the best match comes first, and excerpts show where it is", arguments: StoreEngine.all)
    func relevance(engine: StoreEngine) throws {
        let office = try Office(engine)
        let best = try office.openTicket("Toner", "toner toner toner").value
        let good = try office.openTicket("Printer", "About toner and other things.").value
        _ = try office.openTicket("Nothing", "of the kind")
        let last = try office.openTicket("Long", String(repeating: "filler ", count: 300) + "toner")
            .value
        let query = try QueryParser.parse("FullText LIKE 'toner'")
        let found = try office.desk.search(
            query, order: [TicketOrder(.relevance)], time: Office.utc, withExcerpts: true,
            as: User.systemID)
        let ids = found.hits.map { $0.line.ticket.id.value }
        #expect(ids.first == best)
        #expect(Set(ids) == [best, good, last])
        let excerpt = found.hits.first { $0.line.ticket.id.value == good }?.excerpt
        #expect(
            excerpt?.pieces.map { $0.isHit ? "[\($0.text)]" : $0.text }.joined()
                == "About [toner] and other things.")
        #expect(try office.find("FullText LIKE 'toner'") == [last, good, best])
    }
}
