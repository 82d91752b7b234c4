import CLibFuzzer
import Glibc
import Intake
import MIME
import MailRules

/// Reads whatever libFuzzer makes up and stops at the first rule of `MailRules` that is broken.
///
/// `Fuzz/run` builds and starts it; HACKING.md says how. `POSTERN_FUZZ_FORM` names the form, an
/// environment variable since libFuzzer starts this program again with its own options only.
@main
struct FuzzReading {
    /// So small that short inputs reach them: what happens past a limit is code too.
    private static let narrow = MessageLimits(
        headerBytesMax: 400, partsMax: 4, nestingDepthMax: 2, textBytesMax: 200,
        decodedBytesMax: 600, addressesMax: 3, referencesMax: 3)

    private static let form =
        getenv("POSTERN_FUZZ_FORM").map { String(cString: $0) }.flatMap(Form.init) ?? .mail

    static func main() {
        var argc = CommandLine.argc
        var argv: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        exit(
            LLVMFuzzerRunDriver(&argc, &argv) { data, size in
                FuzzReading.read(Array(UnsafeBufferPointer(start: data, count: size)))
                return 0
            })
    }

    private static func read(_ input: [UInt8]) {
        let mail = form.mail(of: input)
        var breaches = MessageRules(mail).breaches + VerdictRules(mail).breaches
        breaches += MessageRules(mail, limits: narrow).breaches
        breaches += VerdictRules(mail, limits: IntakeLimits(message: narrow)).breaches
        guard breaches.isEmpty else {
            for breach in breaches { print("broken:", breach) }
            preconditionFailure("a rule is broken")
        }
    }
}
