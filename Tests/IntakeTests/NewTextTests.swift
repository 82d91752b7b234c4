import Foundation
import Testing

@testable import Intake

@Suite("New text and the rest")
struct NewTextTests {
    @Test("each line of the fixtures stays or goes as marked", arguments: NewTextCase.all)
    func fixtures(_ example: NewTextCase) {
        let split = NewText.split(example.text, on: example.occasion)
        #expect(NewTextCase.solid(split.reply) == example.kept, "\(example)")
        #expect(NewTextCase.solid(split.elided) == example.cut, "\(example)")
    }

    @Test("every language has an answer on top, one below and a telephone")
    func languages() {
        for language in NewTextCase.languages {
            let cases = NewTextCase.all.filter { $0.file == language }
            #expect(cases.count >= 4, "\(language)")
            #expect(cases.contains { $0.kept.last == $0.solidLines.last }, "\(language)")
            #expect(cases.contains { $0.cut.last == $0.solidLines.last }, "\(language)")
        }
    }

    @Test("two answers do not run into one paragraph")
    func joints() {
        let split = NewText.split("> a?\none\n> b?\ntwo\n")
        #expect(split.reply == "one\n\ntwo")
        #expect(split.elided == "> a?\n> b?")
    }

    @Test("the empty lines inside an answer stay, those around it go")
    func emptyLines() {
        let split = NewText.split("\n\n  one\n\n\ntwo  \n\n-- \nAnn\n")
        #expect(split.reply == "  one\n\n\ntwo  ")
    }

    @Test("where nothing is cut the text is returned as it is")
    func untouched() {
        for text in ["", "\n", " \n\n", "a", "a\n\n\n", "\u{FEFF}\n"] {
            #expect(NewText.split(text) == NewText(reply: text, elided: ""))
        }
    }

    @Test("marks without a line that says whose they are, and nothing else, are all there is")
    func onlyMarks() {
        let text = "> one\n> two\n"
        #expect(NewText.split(text).reply == text)
    }

    @Test(
        "the occasion follows from the subject and from what the mail names",
        arguments: [
            ("Printer", false, .first), ("Printer", true, .answer), ("Re: Printer", false, .answer),
            ("AW: Printer", false, .answer), ("Fwd: Printer", true, .forward),
            ("WG: AW: Printer", false, .forward), ("RE: FW: Printer", false, .answer),
            ("[example.org #7] Fwd: Printer", false, .forward), ("", false, .first),
            ("Forward the printer: how?", false, .first),
        ] as [(String, Bool, NewText.Occasion)])
    func occasion(_ row: (String, Bool, NewText.Occasion)) {
        #expect(NewText.Occasion.of(subject: row.0, answers: row.1) == row.2)
    }

    @Test("phrases in the tables are written as texts are folded")
    func tables() {
        for table in [
            AttributionWords.verbs, AttributionWords.openings, DividerPhrases.original,
            DividerPhrases.forwarded, DividerPhrases.replyAbove, DividerPhrases.replyAboveAlone,
            DividerPhrases.previous, MobilePhrases.openings, MobilePhrases.products,
            MobilePhrases.endings, MobilePhrases.wholes, MobilePhrases.owners,
            DisclaimerPhrases.words, DisclaimerPhrases.headings, DisclaimerPhrases.openings,
            ServicePhrases.starts, ServicePhrases.anywhere, ServicePhrases.belowRule,
            ServicePhrases.banner,
            ServicePhrases.bannerOpenings,
        ] {
            #expect(table.misspelt.isEmpty)
        }
    }
}

/// One marked text of the fixtures.
struct NewTextCase: Sendable, CustomTestStringConvertible {
    let file: String
    let name: String
    let occasion: NewText.Occasion
    /// Marks and lines as in the fixture.
    let marked: [(mark: Character, line: String)]

    var testDescription: String { "\(file): \(name)" }
    var text: String { marked.map(\.line).joined(separator: "\n") + "\n" }
    var kept: [String] { marked.filter { $0.mark == "+" }.map(\.line) }
    var cut: [String] { marked.filter { $0.mark == "-" }.map(\.line) }
    var solidLines: [String] { marked.filter { $0.mark != " " }.map(\.line) }

    static let languages = [
        "en", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "ru", "uk", "sv", "da", "no", "fi",
        "ja", "zh", "tr",
    ]

    /// The lines of a text that are not empty.
    static func solid(_ text: String) -> [String] {
        text.split(separator: "\n").map(String.init).filter { line in
            !line.allSatisfy(\.isWhitespace)
        }
    }

    /// All of them; a missing or empty folder is a failure of the tests above.
    static let all: [NewTextCase] = {
        guard let folder = Bundle.module.url(forResource: "Fixtures/newtext", withExtension: nil),
            let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        else { return [] }
        return names.sorted().filter { $0.hasSuffix(".txt") }.flatMap { name in
            let text = try? String(contentsOf: folder.appending(path: name), encoding: .utf8)
            return parse(text ?? "", file: String(name.dropLast(4)))
        }
    }()

    private static func parse(_ text: String, file: String) -> [NewTextCase] {
        var cases: [NewTextCase] = []
        var title: String?
        var marked: [(Character, String)] = []
        func close() {
            guard let title else { return }
            let words = title.split(separator: ":", maxSplits: 1)
            let occasions: [Substring: NewText.Occasion] = ["forward": .forward, "first": .first]
            while marked.last?.0 == " " { marked.removeLast() }
            cases.append(
                NewTextCase(
                    file: file, name: title, occasion: occasions[words[0]] ?? .answer,
                    marked: marked))
        }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.unicodeScalars.first == "=" {
                close()
                title = line.dropFirst().trimmingCharacters(in: .whitespaces)
                marked = []
            } else if line.dropFirst().allSatisfy(\.isWhitespace) {
                marked.append((" ", String(line.dropFirst())))
            } else {
                // A combining character may follow the mark.
                let scalars = line.unicodeScalars
                marked.append(
                    (Character(scalars[scalars.startIndex]), String(scalars.dropFirst())))
            }
        }
        close()
        return cases
    }
}
