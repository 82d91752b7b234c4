import Desk
import Store
import TestKit
import Testing
import Tickets

@Suite("Templates of queues, languages and time zones")
struct TemplateTests {
    @Test(
        "each requestor gets the text in their language; an unknown one gets the queue's",
        arguments: StoreEngine.all)
    func languages(engine: StoreEngine) throws {
        let office = try Office(engine)
        var queue = office.queue
        queue.language = "cs"
        try office.desk.update(queue, as: User.systemID)
        let greetings = [
            "en": "Hello,", "ru": "Здравствуйте!", "uk": "Добрий день!", "cs": "Dobrý den,",
            "de": "Guten Tag,", "fi": "Dobrý den,", "de-CH": "Guten Tag,",
        ]
        for (language, greeting) in greetings {
            let address = "p-\(language.lowercased())@example.net"
            _ = try office.desk.addUser(
                name: address, realName: nil, isPrivileged: false, language: language,
                addresses: [try #require(EmailAddress(address))], as: User.systemID)
            let ticket = try office.open(from: address, "Paper", id: "\(language)@net")
            let mail = try #require(try office.outbox(of: ticket.id).first).notification
            #expect(mail.text.hasPrefix(greeting + "\n"), "\(language): \(mail.text)")
            #expect(mail.html?.contains("<p>\(greeting)</p>") == true)
        }
    }

    @Test(
        "dates stand in each reader's time zone; who reads the same gets the same mail",
        arguments: StoreEngine.all)
    func timeZones(engine: StoreEngine) throws {
        let office = try Office(engine) { plan in
            plan.templates.removeAll { $0.name == "transaction" }
            plan.templates.append(
                TemplateRow(
                    name: "transaction", language: "en", textSource: "\n{{ticket.created}}\n",
                    htmlSource: nil))
        }
        for (name, zone) in [
            ("ada", "Europe/Kyiv"), ("bo", nil), ("cleo", "Europe/Athens"),
            ("dora", "Europe/Berlin"),
        ] {
            var user = try office.staff(name)
            user.timeZone = zone
            try office.desk.update(user, as: User.systemID)
            _ = try office.desk.setWatcher(
                .adminCc, .user(user.id), of: office.queue.id, isWatcher: true, as: User.systemID)
        }
        var queue = office.queue
        queue.timeZone = "Europe/Berlin"
        try office.desk.update(queue, as: User.systemID)
        let ticket = try office.open("Paper", id: "1@net")
        let mails = try office.outbox(of: ticket.id).map(\.notification)
            .filter { $0.messageID.value.contains("notify-staff") || !$0.bcc.isEmpty }
        #expect(
            Set(mails.map { "\($0.recipients.map(\.local).sorted()) \($0.text)" }) == [
                "[\"ada\", \"cleo\"] 18 November 2026, 13:06 EET\n",
                "[\"bo\", \"dora\"] 18 November 2026, 12:06 CET\n",
            ])
        #expect(Set(mails.map(\.messageID)).count == 2)
    }

    @Test(
        "whoever is named by a scrip or added by hand reads their own time as well",
        arguments: StoreEngine.all)
    func timeZonesOfOthers(engine: StoreEngine) throws {
        let office = try Office(engine) { plan in
            plan.templates.removeAll { $0.name == "transaction" }
            plan.templates.append(
                TemplateRow(
                    name: "transaction", language: "en", textSource: "\n{{ticket.created}}\n",
                    htmlSource: nil))
            plan.scrips = [
                ScripChainTests.row(
                    "named", "On Create", "Notify Group", argument: #"["zed"]"#,
                    template: "transaction"),
                ScripChainTests.row(
                    "others", "On Correspond", "Notify Other Recipients", template: "transaction"),
            ]
        }
        var zed = try office.staff("zed")
        zed.timeZone = "Asia/Tokyo"
        try office.desk.update(zed, as: User.systemID)
        let ticket = try office.open("Paper", id: "1@net")
        _ = try office.desk.write(
            .correspond, "Look.", on: ticket.id,
            recipients: MessageRecipients(cc: [try #require(EmailAddress("zed@example.org"))]),
            as: User.systemID)
        let texts = try office.outbox(of: ticket.id).map(\.notification.text)
        #expect(texts == Array(repeating: "18 November 2026, 20:06 JST\n", count: 2))
    }

    @Test(
        "a time zone that is none is refused, with the one that was meant",
        arguments: StoreEngine.all)
    func wrongZones(engine: StoreEngine) throws {
        let office = try Office(engine)
        var user = try office.staff("ada")
        for (name, meant) in [
            ("Europe/Kyev", "Europe/Kyiv"), ("Berlin", "Europe/Berlin"), ("../../etc/passwd", nil),
            ("right/Europe/Berlin", nil), ("Europe", nil), ("", nil),
        ] {
            user.timeZone = name
            let error = #expect(throws: DeskError.self) {
                try office.desk.update(user, as: User.systemID)
            }
            #expect(error?.code == .invalid)
            #expect(error?.detail.hasPrefix("there is no time zone \"\(name)\"") == true)
            if let meant {
                #expect(error?.detail.hasSuffix("; did you mean \"\(meant)\"?") == true)
            }
            var queue = office.queue
            queue.timeZone = name
            #expect(throws: DeskError.self) { try office.desk.update(queue, as: User.systemID) }
        }
        user.timeZone = "Europe/Kyiv"
        try office.desk.update(user, as: User.systemID)
        #expect(try office.user("ada@example.org")?.timeZone == "Europe/Kyiv")
    }

    @Test(
        "a queue's own template is used for its tickets only, an empty one sends nothing and says so",
        arguments: StoreEngine.all)
    func queues(engine: StoreEngine) throws {
        let office = try Office(engine)
        let sales = try office.desk.addQueue(
            Queue(
                id: QueueID(0), name: "Büro/Ost",
                correspondAddress: EmailAddress("sales@example.org")), as: User.systemID)
        let silent = try office.desk.addQueue(
            Queue(id: QueueID(0), name: "silent", correspondAddress: EmailAddress("s@example.org")),
            as: User.systemID)
        try office.desk.store.write { session in
            try session.put(
                TemplateRow(
                    name: "autoreply", language: "en", queue: sales.id,
                    textSource: "\nOwn text.\n{{> _footer}}\n", htmlSource: nil))
            try session.put(
                TemplateRow(
                    name: "_footer", language: "en", queue: sales.id, textSource: "Own footer.\n",
                    htmlSource: nil))
            try session.put(
                TemplateRow(
                    name: "autoreply", language: "en", queue: silent.id, textSource: "",
                    htmlSource: nil))
        }
        func opened(_ queue: String, _ id: String) throws -> TicketID {
            let receipt = try office.desk.receive(
                try office.mail(from: "rita@example.net", subject: "x \(id)", id: id, queue: queue))
            guard case .opened(let ticket) = receipt.outcome else {
                throw Office.Surprise(text: "\(receipt.outcome)")
            }
            return ticket
        }
        let own = try office.outbox(of: try opened("Büro/Ost", "1@net"))
        #expect(own.map(\.notification.text) == ["Own text.\nOwn footer.\n"])
        let site = try office.outbox(of: try opened("support", "2@net"))
        #expect(site.first?.notification.text.hasPrefix("Hello,\n") == true)
        let none = try opened("silent", "3@net")
        #expect(try office.outbox(of: none).isEmpty)
        let decisions = try office.desk.store.read { try $0.decisions(of: none) }
        #expect(decisions.contains { $0.decision.outcome == .templateEmpty })
        // The same name, language and queue again replaces.
        try office.desk.store.write { session in
            try session.put(
                TemplateRow(
                    name: "autoreply", language: "en", queue: silent.id,
                    textSource: "\nNot silent.\n", htmlSource: nil))
        }
        let loud = try office.outbox(of: try opened("silent", "4@net"))
        #expect(loud.map(\.notification.text) == ["Not silent.\n"])
        let rows = try office.desk.store.read { try $0.templates() }
        #expect(rows.filter { $0.queue != nil }.count == 3)
    }
}
