import Desk
import SiteFiles
import Store
import TestKit
import Testing
import Tickets

@Suite("times and dates of tickets")
struct TicketFieldTests {
    @Test("dates and numbers are set with an entry each", arguments: StoreEngine.all)
    func set(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        let id = try office.openTicket("Down")
        let moment = Timestamp(milliseconds: 1_796_000_000_000)
        let changes: [Change] =
            Ticket.DateField.allCases.map { .date($0, moment) }
            + Ticket.NumberField.allCases.map { .number($0, 90) }
        let messages = try office.desk.change(id, changes, as: ada.id).messages
        #expect(messages.count == changes.count)
        #expect(messages.contains("TimeWorked changed from 0m to 1h 30m."))
        #expect(messages.first == "Starts changed from nothing to 2026-11-30 00:53:20 +00:00.")
        let due = try office.desk.change(id, [.due(moment), .due(nil)], as: ada.id).messages
        #expect(due.last == "Due changed from 2026-11-30 00:53:20 +00:00 to nothing.")
        let ticket = try office.ticket(id)
        for field in Ticket.DateField.allCases { #expect(ticket[field] == moment) }
        for field in Ticket.NumberField.allCases { #expect(ticket[field] == 90) }
        #expect(try office.desk.change(id, changes, as: ada.id).messages == [])
        let worked = try office.desk.view(id, as: ada.id).entries.map(\.transaction).first {
            $0.field == "TimeWorked"
        }
        #expect(worked?.timeTaken == 90)
        #expect(throws: DeskError.self) {
            try office.desk.change(id, [.number(.timeLeft, -1)], as: ada.id)
        }
    }

    @Test("work is added up, also over a merge", arguments: StoreEngine.all)
    func work(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        let one = try office.openTicket("One")
        let two = try office.openTicket("Two")
        _ = try office.desk.write(.comment, "Looked.", on: one, timeTaken: 15, as: ada.id)
        _ = try office.desk.write(.correspond, "Done.", on: one, timeTaken: 60, as: ada.id)
        _ = try office.desk.change(
            two, [.number(.timeWorked, 5), .number(.timeEstimated, 30)], as: ada.id)
        #expect(try office.ticket(one).timeWorked == 75)
        let taken = try office.desk.view(one, as: ada.id).entries.map(\.transaction.timeTaken)
        #expect(taken.filter { $0 > 0 } == [15, 60])
        let merged = try office.desk.merge(two, into: one, as: ada.id).ticket
        #expect(try office.ticket(merged.id).timeWorked == 80)
        #expect(try office.ticket(merged.id).timeEstimated == 30)
    }

    @Test("priorities are called as the site or the queue says", arguments: StoreEngine.all)
    func priorities(engine: StoreEngine) throws {
        let office = try Office(engine)
        let id = try office.openTicket("Down")
        _ = try office.desk.change(id, [.priority(60)], as: User.systemID)
        #expect(try office.desk.view(id, as: User.systemID).priorityName == "Medium")
        try office.desk.set(
            PriorityNames([.init("Calm", 0), .init("Storm", 60)]), of: office.queue.id,
            as: User.systemID)
        #expect(try office.desk.view(id, as: User.systemID).priorityName == "Storm")
        try office.desk.set(nil, of: office.queue.id, as: User.systemID)
        #expect(try office.desk.view(id, as: User.systemID).priorityName == "Medium")
    }
}
