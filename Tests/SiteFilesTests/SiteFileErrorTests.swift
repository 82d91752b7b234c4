import FoundationEssentials
import Scrips
import SiteFiles
import Templates
import Testing
import Tickets

@Suite("What is wrong with a site's files")
struct SiteFileErrorTests {
    @Test("a scrip's file is read whole, with what it leaves out as documented")
    func scrip() throws {
        let short = """
            name: tell-owner
            condition: On Correspond
            action: Notify Owner
            template: transaction
            """
        #expect(
            try ScripFile.read(text: short, file: "a.yaml")
                == Scrip(
                    name: "tell-owner", condition: try ScripCondition(named: "On Correspond"),
                    action: .notify(.owner, asComment: false), template: "transaction"))
        let long =
            short + """

                description: Tells the owner
                order: -7
                queues: [support, sales]
                stage: TransactionCreate
                enabled: no
                """
        #expect(
            try ScripFile.read(text: long, file: "a.yaml", templates: ["transaction"])
                == Scrip(
                    name: "tell-owner", description: "Tells the owner",
                    condition: try ScripCondition(named: "On Correspond"),
                    action: .notify(.owner, asComment: false), template: "transaction", order: -7,
                    queues: ["support", "sales"], isEnabled: false))
    }

    @Test(
        "a mistake in a scrip is told with file, line, column and what was meant",
        arguments: [
            (
                "name: Tell Owner\ncondition: On Fire\naction: Notify Ownr\ntemplate: transaction\n",
                [
                    "a.yaml:1:7: \"name\": expected lower-case letters, digits and single hyphens,"
                        + " at most 64 characters, found \"Tell Owner\"",
                    "a.yaml:2:12: there is no condition \"On Fire\""
                        + " (all: `postern scrip list --conditions`)",
                    "a.yaml:3:9: there is no action \"Notify Ownr\"; did you mean \"Notify Owner\"?"
                        + " (all: `postern scrip list --actions`)",
                ]
            ),
            (
                "name: a\ncondition: On Create\naction: Notify Owner\n",
                ["a.yaml:3:9: \"template\" is missing; action \"Notify Owner\" mails one"]
            ),
            (
                "name: a\ncondition: On Create\naction: Open Tickets\ntemplate: transaction\n",
                ["a.yaml:4:11: action \"Open Tickets\" mails nobody and takes no template"]
            ),
            (
                "name: a\ncondition: On Create\naction: Notify Owner\ntemplate: transacton\n",
                [
                    "a.yaml:4:11: \"template\": expected one of autoreply, transaction, found"
                        + " \"transacton\"; did you mean \"transaction\"?"
                ]
            ),
            (
                "name: a\ncondition: On Create\naction: Open Tickets\nqueus: [a]\norder: x\n",
                [
                    "a.yaml:4:1: unknown key \"queus\"; did you mean \"queues\"?",
                    "a.yaml:5:8: \"order\": expected a whole number from -1000000 to 1000000,"
                        + " found \"x\"",
                ]
            ),
            (
                """
                name: a
                condition: On Status Change
                condition_argument:
                  old: new
                  nwe: [open, stalled]
                where: Status = 'open' AN Subject = 'a'
                action: Open Tickets
                action_argument: [x]
                """,
                [
                    "a.yaml:5:8: \"condition_argument.nwe\": unknown key \"nwe\"; did you mean"
                        + " \"new\"?",
                    "a.yaml:6:8: \"where\": column 17: found \"AN\", expected AND, OR or the end of"
                        + " the query; did you mean \"AND\"?",
                    "a.yaml:8:18: \"action_argument\": \"Open Tickets\" takes no argument",
                ]
            ),
            (
                "# nothing\n",
                [
                    "a.yaml: \"name\" is missing", "a.yaml: \"condition\" is missing",
                    "a.yaml: \"action\" is missing",
                ]
            ),
        ])
    func scripMistakes(text: String, messages: [String]) {
        let error = #expect(throws: SiteFileError.self) {
            try ScripFile.read(text: text, file: "a.yaml", templates: ["autoreply", "transaction"])
        }
        #expect(error?.problems.map(\.description) == messages)
    }

    @Test("all mistakes of a folder of scrips are told, a name given twice among them")
    func scripFolder() throws {
        let good = "name: a\ncondition: On Create\naction: Open Tickets\n"
        try withFolder(["1.yaml": good, "2.yaml": good, "3.yaml": "nam: x\n", "4.txt": "?"]) {
            folder in
            let error = #expect(throws: SiteFileError.self) { try ScripFolder.read(folder) }
            #expect(
                error?.problems.map(\.description) == [
                    "\(folder)/2.yaml: a scrip named \"a\" is in \(folder)/1.yaml already",
                    "\(folder)/3.yaml:1:1: unknown key \"nam\"; did you mean \"name\"?",
                    "\(folder)/3.yaml: \"name\" is missing",
                    "\(folder)/3.yaml: \"condition\" is missing",
                    "\(folder)/3.yaml: \"action\" is missing",
                ])
            #expect(error?.isTemporary == true)
            #expect(error?.publicText.contains(folder) == false)
        }
    }

    @Test("all mistakes of a folder of templates are told")
    func templateFolder() throws {
        let files = [
            "good/en.txt": "Subject: s\n\n{{ticket.id}}\n", "good/en.html": "<p>{{ticket.id}}</p>",
            "bad/en.txt": "Subject: {{tiket.id}}\n\nHello\n{{ticket.nope}}\n",
            "bad/en.html": "<p>\n{{{ticket.id}}}</p>", "bad/ru.txt": "Bcc: x\n\n.",
            "bad/xx_yy.txt": "\n.", "lonely/en.text": "<p>", "Bad Name/en.txt": "\n.",
        ]
        try withFolder(files) { folder in
            let error = #expect(throws: SiteFileError.self) { try TemplateFolder.read(folder) }
            #expect(
                error?.problems.map { String($0.description.dropFirst(folder.count + 1)) } == [
                    "Bad Name: a template's name has lower-case letters, digits and single hyphens"
                        + " only; a partial's has _ before them",
                    "bad/en.html:2:1: values are always escaped in HTML and never in text: write"
                        + " {{name}}",
                    "bad/ru.txt:1:1: a template may set Subject, Attachments, HTML and X- headers, not"
                        + " Bcc",
                    "bad/xx_yy.txt: \"xx_yy\" is no language: expected a tag such as en or pt-br, in"
                        + " lower case",
                    "lonely: no template here: expected LANGUAGE.txt",
                ])
        }
        try withFolder(["a/en.txt": files["bad/en.txt"] ?? ""]) { folder in
            let error = #expect(throws: SiteFileError.self) { try TemplateFolder.read(folder) }
            #expect(
                error?.problems.map { String($0.description.dropFirst(folder.count + 1)) } == [
                    "a/en.txt:1:10: unknown name \"tiket.id\"; did you mean \"ticket.id\"?",
                    "a/en.txt:4:1: unknown name \"ticket.nope\"",
                ])
        }
    }

    @Test("a folder that is not there, a file that is not UTF-8: told so")
    func unreadable() throws {
        let error = #expect(throws: SiteFileError.self) {
            try ScripFolder.read("/nonexistent/scrips")
        }
        #expect(error?.description == "/nonexistent/scrips: no such folder")
        try withFolder(["a/en.txt": "\n."]) { folder in
            try Data([0x0A, 0xFF]).write(to: URL(filePath: folder + "/a/en.txt"))
            let error = #expect(throws: SiteFileError.self) { try TemplateFolder.read(folder) }
            #expect(
                error?.description == "\(folder)/a/en.txt: is not UTF-8; save it in that encoding")
        }
    }

    @Test(
        "a mistake in a lifecycle is told with file, line and column",
        arguments: [
            (
                "active: [open]", "active: [opn]",
                [
                    "l.yaml:9:3: unknown key \"transitions.open\"; did you mean \"opn\"?",
                    "l.yaml:10:9: \"transitions.new[0]\": expected one of new, opn, done, found"
                        + " \"open\"; did you mean \"opn\"?",
                ]
            ),
            (
                "inactive: [done]", "inactive: [\"a  b\"]",
                [
                    "l.yaml:3:12: \"inactive[0]\": expected a status of at most 64 letters, digits, "
                        + "underscores, hyphens and single blanks, beginning with a letter, found "
                        + "\"a  b\""
                ]
            ),
            (
                "open: [done]", "opne: [done]",
                [
                    "l.yaml:9:3: unknown key \"transitions.opne\"; did you mean"
                        + " \"open\"?"
                ]
            ),
            (
                "on_resolve: done", "on_resolve: new",
                [
                    "l.yaml:7:15: lifecycle \"l\": default on_resolve cannot be \"new\""
                ]
            ),
            (
                "\"* -> done\": ModifyTicket", "\"new to done\": ModifyTickt",
                [
                    "l.yaml:12:3: expected \"from -> to\", each a status or *, found \"new to done\"",
                    "did you mean \"ModifyTicket\"?",
                ]
            ),
            (
                "\"* -> done\": ModifyTicket",
                "\"* -> done\": ModifyTicket\n  \"*->done\": DeleteTicket",
                [
                    "l.yaml:13:3: the right for \"* -> done\" is given twice; it was given before on "
                        + "line 12"
                ]
            ),
            (
                "\"* -> done\"", "\"open -> dnoe\"",
                [
                    "l.yaml:12:3: there is no status \"dnoe\" in \"open -> dnoe\"; did you mean "
                        + "\"done\"?"
                ]
            ),
            (
                "\"* -> done\"", "\"new -> done\"",
                [
                    "l.yaml:12:3: \"transitions\" has no step from \"new\" to \"done\", so it needs "
                        + "no right"
                ]
            ),
            (
                "initial: [new]", "initial: []",
                ["l.yaml:1:10: \"initial\": expected at least one status"]
            ),
        ])
    func lifecycleMistakes(line: String, mistake: String, messages: [String]) throws {
        let good = """
            initial: [new]
            active: [open]
            inactive: [done]
            create: [new]
            defaults:
              on_create: new
              on_resolve: done
            transitions:
              open: [done]
              new: [open]
            rights:
              "* -> done": ModifyTicket
            """
        let read = try LifecycleFile.read(text: good, file: "l.yaml", name: "l")
        #expect(read.rights == ["* -> done": .modifyTicket])
        #expect(read.transitions == ["": ["new"], "open": ["done"], "new": ["open"]])
        let bad = good.split(separator: line, omittingEmptySubsequences: false)
            .joined(separator: mistake)
        let error = #expect(throws: SiteFileError.self) {
            try LifecycleFile.read(text: String(bad), file: "l.yaml", name: "l")
        }
        let found = error?.description ?? ""
        for message in messages where !found.contains(message) {
            Issue.record("\"\(message)\" is not in:\n\(found)")
        }
    }

    private func withFolder(_ files: [String: String], _ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "postern-site-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files {
            let file = folder.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        try body(folder.path())
    }
}
