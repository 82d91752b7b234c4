import Testing

@testable import Tickets

@Suite("words that are looked for")
struct SearchWordsTests {
    @Test(
        "words are letters and digits, in lower case and without diacritics",
        arguments: [
            ("Hello, World!", ["hello", "world"]), ("", []), ("--- ***", []),
            ("Café ÉTÉ", ["cafe", "ete"]), ("e\u{301}te\u{301}", ["ete"]),
            ("Müller-Straße 12b", ["muller", "straße", "12b"]),
            ("ёлка ЁЛКА йод", ["елка", "елка", "иод"]), ("ﬁle Ａ１", ["file", "a1"]),
            ("bob@example.org", ["bob", "example", "org"]),
            ("東京タワー", ["東", "京", "タ", "ワ", "ー"]),
            ("PC東京3号", ["pc", "東", "京", "3", "号"]), ("한국어 문서", ["한국어", "문서"]),
            ("สวัสดี", ["ส", "วั", "ส", "ดี"]), ("हिन्दी", ["हिन्दी"]), ("İstanbul", ["istanbul"]),
            ("don't", ["don", "t"]), ("a_b", ["a", "b"]), ("𝕏 𝟛", ["x", "3"]),
        ])
    func words(text: String, expected: [String]) {
        #expect(SearchWords.words(of: text) == expected)
    }

    @Test("words hold nothing that a search engine could take for an operator")
    func harmless() {
        let hostile = "a\" OR b* NEAR(c) {d}: e' & f | !g <-> h:*A \\ i^2 -- ; \0 \u{7F} j\u{200B}k"
        let words = SearchWords.words(of: hostile)
        for scalar in words.joined().unicodeScalars {
            let isLetterOrDigit = scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
            #expect(isLetterOrDigit)
        }
        #expect(words.count == 15)
    }

    @Test("long words and long texts are cut at their limits")
    func limits() {
        #expect(SearchWords.words(of: String(repeating: "x", count: 1_000)).map(\.count) == [64])
        let many = String(repeating: "ab ", count: 50_000)
        #expect(SearchWords.words(of: many).count == SearchWords.wordsMax)
        let wide = String(repeating: String(repeating: "𐐀", count: 64) + " ", count: 10_000)
        let bytes = SearchWords.words(of: wide).reduce(0) { $0 + $1.utf8.count }
        #expect(bytes <= SearchWords.bytesMax + 64 * 4)
    }

    @Test("quotes make phrases, a star makes a beginning")
    func queries() throws {
        func shape(_ text: String, isPhrase: Bool = false) -> [String]? {
            TextQuery(text, isPhrase: isPhrase)?.phrases.map {
                $0.words.joined(separator: "+") + ($0.isPrefix ? "*" : "")
            }
        }
        #expect(shape("paper jam") == ["paper", "jam"])
        #expect(shape("\"paper jam\" tray") == ["paper+jam", "tray"])
        #expect(shape("print*") == ["print*"])
        #expect(shape("a-b* \"c d*\"") == ["a+b*", "c+d"])
        #expect(shape("paper jam", isPhrase: true) == ["paper+jam"])
        #expect(shape("\"open") == ["open"])
        #expect(shape("!!! \"\"") == nil)
        #expect(shape(Array(repeating: "w", count: 65).joined(separator: " ")) == nil)
    }

    @Test("an excerpt shows the first hit on one line, with its surroundings")
    func excerpt() throws {
        func shown(_ text: String, _ query: String) -> String? {
            TextQuery(query).flatMap { SearchExcerpt(of: text, finding: [$0]) }.map { excerpt in
                excerpt.pieces.map { $0.isHit ? "[\($0.text)]" : $0.text }.joined()
            }
        }
        #expect(
            shown("The Café is open.\n\nCafés too", "cafe*") == "The [Café] is open. [Cafés] too")
        #expect(shown("我住在東京。", "東京") == "我住在[東京]。")
        #expect(shown("nothing here", "paper") == nil)
        let long =
            String(repeating: "word ", count: 100) + "needle " + String(repeating: "x ", count: 200)
        let cut = try #require(shown(long, "needle"))
        #expect(cut.hasPrefix("…word"))
        #expect(cut.contains("[needle]"))
        #expect(cut.hasSuffix("…"))
        #expect(cut.count < 215)
    }
}
