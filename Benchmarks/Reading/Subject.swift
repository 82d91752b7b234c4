import Intake
import MIME
import Tickets

/// What is measured: reading a mail into values, and reading it into a verdict.
struct Subject {
    let message: MessageReader
    let intake: IntakeReader

    init(limits: MessageLimits) {
        message = MessageReader(limits: limits)
        intake = IntakeReader(
            site: Site(name: "example.com", domain: "example.com"),
            limits: IntakeLimits(message: limits))
    }

    /// The limits of an installation.
    static let usual = Subject(limits: MessageLimits())

    /// Limits that cut nothing off: the curves show the work itself.
    static let boundless = Subject(
        limits: MessageLimits(
            headerBytesMax: 8 << 20, partsMax: 20_000, nestingDepthMax: 2_000,
            textBytesMax: 64 << 20, decodedBytesMax: 1 << 30, addressesMax: 100_000,
            referencesMax: 100_000))

    /// Bytes of text, so that nothing is optimised away.
    @inline(never)
    func readMessage(_ mail: [UInt8]) -> Int { message.read(mail).text.utf8.count }

    /// As ``readMessage(_:)``, with kind, new text and all else that is stored.
    @inline(never)
    func readVerdict(_ mail: [UInt8]) -> Int {
        intake.read(raw: mail, route: Route(queue: "support"), envelope: Envelope()).text.utf8.count
    }
}
