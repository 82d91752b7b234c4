import Testing

@testable import MIME

@Suite("Flowed and enriched text")
struct FlowedTextTests {
    @Test(
        "soft line breaks are joined, others stay",
        arguments: [
            ("a \nb\nc\n", "a b\nc\n"), ("a \n\nb", "a\n\nb"), ("a\nb", "a\nb"), ("", ""),
            ("a \n", "a\n"), ("a ", "a"), ("  a\n", " a\n"), (" From x\n", "From x\n"),
            ("> a \n> b\n> c", "> a b\n> c"), ("> a \nb", "> a\nb"), (">> a \n> b", ">> a\n> b"),
            (">a \n>b", "> a b"), (">\n> \n>  \nx", ">\n>\n>\nx"), ("a \n  \nb", "a\n\nb"),
            (" >a\n", " >a\n"), ("a \n-- \nAda\n", "a\n-- \nAda\n"),
            ("> -- \n> Ada", "> -- \n> Ada"),
            ("-- \nAda \nLovelace", "-- \nAda Lovelace"), ("\n\na", "\n\na"),
        ])
    func flowed(_ text: String, _ wanted: String) {
        #expect(FlowedText.text(of: text, deletesSpace: false) == wanted)
    }

    @Test(
        "with delsp the blank at the break is no part of the text",
        arguments: [
            ("日本 \n語\n", "日本語\n"), ("a  \nb", "a b"), ("> a \n> b", "> ab"), ("-- \na", "-- \na"),
            ("a \n", "a\n"),
        ])
    func deletesSpace(_ text: String, _ wanted: String) {
        #expect(FlowedText.text(of: text, deletesSpace: true) == wanted)
    }

    @Test("a mail that says so is read flowed; its part keeps the lines")
    func message() {
        let head = "Content-Type: text/plain; charset=utf-8; Format=\"Flowed\"; delsp=Yes\n\n"
        let message = MessageReader().read(Array((head + "a \nb\n").utf8))
        #expect(message.text == "ab\n")
        #expect(message.parts.first?.text == "a \nb\n")
        let plain = MessageReader().read(Array("Content-Type: text/plain\n\na \nb\n".utf8))
        #expect(plain.text == "a \nb\n")
    }

    @Test(
        "a megabyte of one thing", arguments: [">", " ", "\n", "> \n", "a \n", "-- \n", ">\n>>\n"])
    func hostile(_ piece: String) {
        let text = String(repeating: piece, count: 1_000_000 / piece.utf8.count)
        for deletesSpace in [false, true] {
            let result = FlowedText.text(of: text, deletesSpace: deletesSpace)
            #expect(result.utf8.count <= text.utf8.count + 1)
        }
    }

    @Test(
        "enriched text is read without its commands",
        arguments: [
            ("a\nb\n\nc\n\n\n\nd", "a b\nc\n\nd"), ("<bold>a</bold> <<b>", "a <b>"),
            ("<color><param>red</param>a</color>b", "ab"),
            ("<nofill>a\n  b\n</nofill>c", "a\n  b\nc"),
            ("x<excerpt>a\n\nb</excerpt>c", "x\n\n> a\n> b\n\nc"), ("a</excerpt>b", "a\nb"),
            ("<center>a</center>b", "a\nb"), ("1 < 2", "1 < 2"), ("<param>a", ""), ("<", "<"),
        ])
    func enriched(_ text: String, _ wanted: String) {
        #expect(EnrichedText.text(of: text, isRichText: false) == wanted)
    }

    @Test(
        "so is its forerunner",
        arguments: [
            ("a\n\nb<nl>c<lt>d", "a b\nc<d"), ("<comment>x<bold>y</comment>a", "a"),
            ("a<paragraph>b</paragraph>c", "a\n\nb\n\nc"),
        ])
    func richText(_ text: String, _ wanted: String) {
        #expect(EnrichedText.text(of: text, isRichText: true) == wanted)
    }

    @Test(
        "commands without end", arguments: ["<", "<<", "<excerpt>", "<param>", "</excerpt>a", "<a"])
    func openCommands(_ piece: String) {
        let text = String(repeating: piece, count: 100_000)
        #expect(EnrichedText.text(of: text, isRichText: false).utf8.count <= text.utf8.count * 8)
    }
}
