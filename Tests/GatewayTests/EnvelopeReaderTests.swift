import Testing
import Tickets

@testable import Gateway

@Suite("The envelope out of the environment")
struct EnvelopeReaderTests {
    @Test("Postfix's variables")
    func postfix() throws {
        let (envelope, defects) = EnvelopeReader.read([
            "SENDER": "Ann@example.org", "RECIPIENT": "support+42@example.com",
            "ORIGINAL_RECIPIENT": "help@example.com", "EXTENSION": "42",
            "LOCAL": "support+42", "DOMAIN": "example.com",
        ])
        #expect(
            envelope
                == Envelope(
                    sender: "ann@example.org", recipient: EmailAddress("support+42@example.com"),
                    originalRecipient: EmailAddress("help@example.com"), addressExtension: "42"))
        #expect(defects.isEmpty)
    }

    @Test("Exim's variables: the suffix comes apart and with its delimiter")
    func exim() {
        let (envelope, _) = EnvelopeReader.read([
            "SENDER": "ann@example.org", "LOCAL_PART": "support", "LOCAL_PART_SUFFIX": "+7",
            "DOMAIN": "example.com",
        ])
        #expect(envelope.recipient == EmailAddress("support+7@example.com"))
        #expect(envelope.addressExtension == "7")
    }

    @Test("the null sender has several spellings", arguments: ["", "<>", "MAILER-DAEMON"])
    func nobody(_ text: String) {
        #expect(EnvelopeReader.read(["SENDER": text]).envelope.sender == "")
    }

    @Test("no variable at all means that nobody said anything")
    func nothing() {
        let (envelope, defects) = EnvelopeReader.read(["USER": "ann", "HOME": "/root"])
        #expect(envelope == Envelope())
        #expect(defects.isEmpty)
    }

    @Test("hostile values are dropped, named, and not quoted")
    func hostile() {
        let (envelope, defects) = EnvelopeReader.read([
            "SENDER": "a@b\nBcc: c@d", "RECIPIENT": "$(reboot)", "ORIGINAL_RECIPIENT": "-oX@y",
            "EXTENSION": "4\u{0}2 ; rm",
        ])
        #expect(envelope == Envelope())
        #expect(
            defects == [
                "SENDER is no address", "RECIPIENT is no address",
                "ORIGINAL_RECIPIENT is no address", "EXTENSION is no part of an address",
            ])
        let long = String(repeating: "7", count: 65)
        #expect(EnvelopeReader.read(["EXTENSION": long]).envelope.addressExtension == nil)
    }
}
