import TestKit
import Testing

@Suite("T200 custom fields")
struct FieldTests {
    private func tracker(_ engine: StoreEngine) throws -> Tracker {
        let tracker = try Tracker(engine)
        try tracker.postern(
            "field", "create", "Root cause", "--type", "select", "--option", "network", "--option",
            "power", "--required-on", "resolved", "--queue", "support")
        try tracker.deliver(
            MailText.of(subject: "No network", id: "f1@example.com", text: "It is dark here.\n"))
        return tracker
    }

    @Test(
        "a required field stops a resolve, is set, is found, and stands in the mail",
        arguments: StoreEngine.all)
    func required(engine: StoreEngine) throws {
        let tracker = try tracker(engine)
        let refused = try tracker.run(["ticket", "resolve", "1", "--as", "ada"])
        #expect(refused.ending == .exited(1))
        #expect(
            refused.errors == "postern: status \"resolved\" needs a value in field \"Root cause\" "
                + "(one of: network, power): cf.Root cause=…\n")
        #expect(try tracker.status(1) == "new")

        let mistake = try tracker.run([
            "ticket", "set", "1", "cf.root cause=netwrok", "--as", "ada",
        ])
        #expect(mistake.ending == .exited(1))
        #expect(
            mistake.errors == "postern: field \"Root cause\": found \"netwrok\", expected one of: "
                + "network, power; did you mean \"network\"?\n")

        try tracker.postern(
            "ticket", "set", "1", "status=resolved", "cf.root cause=Network", "--as", "ada")
        #expect(try tracker.status(1) == "resolved")
        let shown = try tracker.json("ticket", "show", "1")
        let field = shown["ticket"]["fields"].items.first
        #expect(field?["name"].text == "Root cause")
        #expect(field?["values"].items.first?.text == "network")
        #expect(try tracker.postern("ticket", "show", "1").contains("Root cause  network"))
        let entry = try #require(try tracker.history(1).first { $0["type"].text == "CustomField" })
        #expect(entry["field"].text == "Root cause")
        #expect(entry["new_value"].text == "network")

        let found = try tracker.postern(
            "ticket", "search", "--query", "CF.{Root cause} = 'network'", "--columns",
            "id,cf.{root cause}", "--order", "cf.Root cause:desc", "--format", "tsv")
        #expect(found == "id\tRoot cause\n1\tnetwork\n")
        #expect(
            try tracker.postern("ticket", "search", "cf.{root cause}:power", "any", "--count")
                == "0\n")
    }

    @Test("times, dates and priorities go in as people write them", arguments: StoreEngine.all)
    func times(engine: StoreEngine) throws {
        let tracker = try tracker(engine)
        try tracker.postern(
            "ticket", "set", "1", "time-estimated=1h30m", "priority=high", "starts=2027-01-31",
            "--as", "ada")
        try tracker.postern(
            "ticket", "comment", "1", "--text", "Looked.", "--time-worked", "15m", "--as", "ada")
        let ticket = try tracker.json("ticket", "show", "1")["ticket"]
        #expect(ticket["time_estimated"].number == 90)
        #expect(ticket["time_worked"].number == 15)
        #expect(ticket["priority"].number == 100)
        #expect(ticket["priority_name"].text == "High")
        #expect(ticket["starts"].text?.hasPrefix("2027-01-3") == true)
        let page = try tracker.postern("ticket", "show", "1")
        #expect(page.contains("High (100)"))
        #expect(page.contains("15m worked, 1h 30m estimated"))
        #expect(page.contains("(took 15m)"))
        #expect(
            try tracker.postern(
                "ticket", "search", "--query", "Priority > 'Medium' AND TimeWorked < 1h", "--count")
                == "1\n")
        #expect(
            try tracker.run(["ticket", "set", "1", "time-worked=long"]).ending == .exited(64))
    }

    @Test("a field is changed, its options too, and never lost while a ticket has a value")
    func governed() throws {
        let tracker = try tracker(.sqlite)
        try tracker.postern("field", "option", "add", "root cause", "cable", "--before", "power")
        try tracker.postern(
            "field", "set", "root cause", "name=Причина", "queues=none", "values=any")
        let field = try tracker.json("field", "show", "причина")
        #expect(field["options"].items.map { $0["name"].text } == ["network", "cable", "power"])
        #expect(field["values_max"].number == 0)
        #expect(field["required_on"].items.map(\.text) == ["resolved"])
        try tracker.postern("ticket", "set", "1", "cf.Причина=cable", "cf.причина=power")
        for call in [
            ["field", "delete", "Причина"], ["field", "option", "remove", "Причина", "cable"],
            ["field", "set", "Причина", "type=number"],
        ] {
            #expect(try tracker.run(call).ending == .exited(1), "\(call)")
        }
        try tracker.postern("field", "option", "disable", "Причина", "cable")
        try tracker.postern("ticket", "set", "1", "cf.Причина-=power")
        try tracker.postern("field", "disable", "Причина")
        #expect(try tracker.json("ticket", "show", "1")["ticket"]["fields"].items.isEmpty)
        try tracker.postern("field", "enable", "Причина")
        let values = try tracker.json("ticket", "show", "1")["ticket"]["fields"].items.first
        #expect(values?["values"].items.map(\.text) == ["cable"])
    }
}
