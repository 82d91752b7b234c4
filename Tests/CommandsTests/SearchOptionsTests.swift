import ArgumentParser
import Store
import Testing
import Tickets

@testable import Commands

@Suite("options of searches")
struct SearchOptionsTests {
    @Test("the mark of a page comes back as it was")
    func marks() throws {
        let cursors = [
            SearchCursor(keys: [], number: 50), SearchCursor(keys: [.integer(-7)], number: 42),
            SearchCursor(keys: [.null, .text("a.b ü\"'"), .text("")], number: .max),
        ]
        for cursor in cursors {
            let text = PageMark.text(cursor)
            #expect(text.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != 0x27 })
            #expect(try PageMark.read(text) == cursor)
        }
        for text in ["", "i", "n", "ix.i3", "s6.i1", "szz.i1", "s00.i1", "sff.i1", "i1.", "i1.s61"]
        {
            #expect(throws: ValidationError.self, "\(text)") { try PageMark.read(text) }
        }
    }

    @Test("orders and columns are read regardless of case, mistakes are named")
    func orders() throws {
        #expect(
            try SearchOrder.read("Due, priority:DESC,updated:asc") == [
                TicketOrder(.due), TicketOrder(.priority, isDescending: true),
                TicketOrder(.lastUpdated),
            ])
        #expect(try SearchOrder.read("") == [])
        for text in ["deu", "due:up", "due:desc:asc", "relevance,id", ":"] {
            #expect(throws: ValidationError.self, "\(text)") { try SearchOrder.read(text) }
        }
        #expect(
            try SearchColumn.read("ID, Requestor,lastupdated") == [
                .named(.id), .named(.requestors), .named(.updated),
            ])
        #expect(try SearchColumn.read("") == SearchColumn.usual)
        #expect(throws: ValidationError.self) { try SearchColumn.read("id,subjekt") }
        let role = CustomRole(id: CustomRoleID(1), name: "Account manager", queues: nil)
        #expect(
            try SearchColumn.read(
                "Cc,AdminCc,creator,Lifecycle,CustomRole.{account manager}", fields: [],
                roles: [role]) == [
                    .named(.cc), .named(.adminCc), .named(.creator), .named(.lifecycle),
                    .customRole(role),
                ])
        #expect(throws: CommandFailure.self) {
            try SearchColumn.read("customrole.manager", fields: [], roles: [role])
        }
        #expect(try SearchColumn.read("customrole.manager") == [])
    }

    @Test("table is another word for text", arguments: ["table", "text"])
    func table(word: String) throws {
        #expect(OutputFormat(argument: word) == .text)
        #expect(TableFormat(argument: word) == .text)
        #expect(OutputFormat(argument: "json") == .json)
        #expect(TableFormat(argument: "tsv") == .tsv)
        #expect(TableFormat(argument: "tabel") == nil)
    }

    @Test("cells of a spreadsheet are quoted, and none becomes a formula")
    func cells() {
        let rows = [
            ["id", "subject"], ["1", "a,b \"c\""], ["-2", "=HYPERLINK(\"x\")"], ["3", "+1 person"],
            ["4", "@SUM(A1)"], ["5", "-x"], ["-3.5", "+3.5"], ["6", "two\r\nlines\tand\u{1B}[31m"],
        ]
        #expect(
            Spreadsheet.csv(rows)
                == "id,subject\r\n1,\"a,b \"\"c\"\"\"\r\n-2,\"'=HYPERLINK(\"\"x\"\")\"\r\n"
                + "3,'+1 person\r\n4,'@SUM(A1)\r\n5,'-x\r\n-3.5,+3.5\r\n6,\"two\nlines\tand[31m\"\r\n"
        )
        let tsv = Spreadsheet.tsv(rows)
        #expect(tsv.split(separator: "\n").count == rows.count)
        #expect(tsv.split(separator: "\n").allSatisfy { $0.split(separator: "\t").count == 2 })
    }
}
