import Store
import TestKit
import Testing
import Tickets

@testable import Commands

@Suite("Words of the command line")
struct WordTests {
    private func failure(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch {
            return CommandFailure(error).text
        }
    }

    @Test("field=value is taken apart at the first =")
    func assignments() throws {
        let found = try Assignment.parse(
            ["subject=a=b", "Real_Name="], fields: ["subject", "real-name"])
        #expect(found.map(\.field) == ["subject", "real-name"])
        #expect(found.map(\.value) == ["a=b", ""])
        #expect(found.map(\.valueOrNil) == ["a=b", nil])
    }

    @Test("a field that may stand several times puts its values between commas")
    func repeated() throws {
        let found = try Assignment.parse(
            ["required-on=open -> resolved", "order=1", "required-on=new,open"],
            fields: ["required-on", "order"], repeated: ["required-on"])
        #expect(found.map(\.value) == ["open -> resolved,new,open", "1"])
    }

    @Test(
        "a lifecycle is called as its file, so no name leads elsewhere",
        arguments: ["../x", "a/b", ".x", "..", "", " x", "a  b", "a\nb"])
    func lifecycleNames(name: String) {
        #expect(
            failure { try LifecycleSubject.check(name) }?.hasPrefix("a lifecycle cannot") == true)
    }

    @Test("names of any language are lifecycles", arguments: ["errands", "Ночь & day", "v1.2"])
    func goodNames(name: String) throws {
        try LifecycleSubject.check(name)
    }

    @Test("a slip of the pen is met with the nearest field")
    func suggestion() {
        #expect(
            failure { _ = try Assignment.parse(["statsu=open"], fields: ["status", "due"]) }
                == "there is no field \"statsu\" (did you mean \"status\"?); fields: status, due")
        #expect(
            failure { _ = try Assignment.parse(["due"], fields: ["due"]) }?.hasPrefix("\"due\"")
                == true)
        #expect(failure { _ = try Assignment.parse([], fields: ["due"]) } != nil)
        #expect(
            failure { _ = try Assignment.parse(["due=1", "due=2"], fields: ["due"]) }
                == "\"due\" is given twice")
    }

    @Test("a right is found regardless of case, an unknown one gets a suggestion")
    func rights() throws {
        let bless = try #require(Right(rawValue: "BlessTicket"))
        #expect(try RightWords.right("showticket", own: []) == .showTicket)
        #expect(try RightWords.right("blessticket", own: [bless]) == bless)
        #expect(
            failure { _ = try RightWords.right("ShowTickets", own: [bless]) }
                == "there is no right \"ShowTickets\" (did you mean \"ShowTicket\"?)")
        #expect(
            failure { _ = try RightWords.right("BlesTicket", own: [bless]) }
                == "there is no right \"BlesTicket\" (did you mean \"BlessTicket\"?)")
    }

    @Test("a link's words are a kind and a ticket or a URI")
    func links() throws {
        #expect(try LinkWords(kind: "depends-on", target: "#43").kind == .dependsOn)
        #expect(try LinkWords(kind: "DependsOn", target: "43").target == .ticket(TicketID(43)))
        #expect(
            try LinkWords(kind: "refers_to", target: "https://example.org/").target
                == .uri("https://example.org/"))
        #expect(failure { _ = try LinkWords(kind: "needs", target: "43") } != nil)
        #expect(failure { _ = try LinkWords(kind: "refers-to", target: "nonsense") } != nil)
        #expect(failure { _ = try LinkWords(kind: "refers-to", target: "a:b c") } != nil)
        for target in [
            "javascript:alert(1)", "JavaScript://example.org/", "data:text/html,x", "http:x",
            "https:///x", "mailto:", "https://example.org/\u{2028}", "file:///etc/passwd",
        ] {
            #expect(failure { _ = try LinkWords(kind: "refers-to", target: target) } != nil)
        }
        for target in ["mailto:ada@example.org", "fsck.com-rt://example.org/ticket/7"] {
            #expect(try LinkWords(kind: "refers-to", target: target).target == .uri(target))
        }
        // What was linked once can be unlinked.
        #expect(
            try LinkWords(kind: "refers-to", target: "ftp://example.org/", isOld: true).target
                == .uri("ftp://example.org/"))
    }

    @Test("roles are found by name; the owner's is not given by hand")
    func roles() throws {
        let fixture = try StoreFixture()
        let store = TicketStore(driver: fixture.driver)
        let role = try store.write { session in
            try session.add(
                CustomRole(id: CustomRoleID(0), name: "Engineer"), at: Timestamp(milliseconds: 0))
        }
        func word(_ text: String, _ roles: [Role] = [.requestor, .cc, .adminCc]) throws -> Role {
            try store.read { try RoleWord.watcher(text, among: roles, known: $0.customRoles()) }
        }
        #expect(try word("admincc") == .adminCc)
        #expect(try word("ENGINEER") == role.role)
        #expect(try word("role:engineer") == role.role)
        #expect(failure { _ = try word("owner") }?.contains("take") == true)
        #expect(failure { _ = try word("requestor", [.cc]) } != nil)
        #expect(
            failure { _ = try word("enginer") }?.contains("did you mean \"Engineer\"") == true)
    }

    @Test("languages and addresses are checked")
    func values() throws {
        #expect(try LanguageWord.read("pt-BR") == "pt-BR")
        #expect(failure { _ = try LanguageWord.read("English please") } != nil)
        #expect(try AddressWord.read("A@Example.org").value == "a@example.org")
        #expect(failure { _ = try AddressWord.read("bob") } != nil)
    }

    @Test("a word for a shell is quoted where it must be")
    func shell() {
        #expect(ShellWord.quoted("invoice-1.pdf") == "invoice-1.pdf")
        #expect(ShellWord.quoted("it's; rm -rf") == "'it'\\''s; rm -rf'")
        #expect(ShellWord.quoted("") == "''")
    }
}
